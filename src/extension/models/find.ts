import type { CodeLayer, CodeModel, CodeTarget, SourceLayer, SourceModel } from "../../formats/index";

/** Hexadecimal digits of a hash. */
const DIGITS = 8;

/** FNV-1a of what JSON makes of a value: 32 bits. */
function fnv(value: unknown): string {
  const text = JSON.stringify(value);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(DIGITS, "0");
}

/**
 * A fingerprint of what a model says, its places in the text aside: 64 bits, hexadecimal. The first half is of which
 * layers it has, the second of what it says of them.
 */
export function digestOf({ name, framework, chain, stretches, input, layers }: SourceModel): string {
  const which = layers.map(({ name, kind }) => [name, kind]);
  const said = layers.map(({ parameters, p, active }) => [parameters, p, active]);
  return fnv([name, framework, which]) + fnv([chain, stretches, input?.units, said]);
}

/** The half of a fingerprint that stays while a model has the same layers in the same order. */
export const whichLayers = (digest: string): string => digest.slice(0, DIGITS);

const namesakes = (models: readonly SourceModel[], name: string): readonly SourceModel[] =>
  models.filter((model) => model.name === name);

/** How `model`, one of the `models` of the document at `uri`, is found again. */
export function codeModelOf(uri: string, models: readonly SourceModel[], model: SourceModel): CodeModel {
  const occurrence = namesakes(models, model.name).indexOf(model);
  return { uri, model: model.name, occurrence, digest: digestOf(model) };
}

/** The model that is meant: of several of its name the one that is as it was read, else the one in its place. */
export function modelAt(models: readonly SourceModel[], meant: CodeModel): SourceModel | undefined {
  const candidates = namesakes(models, meant.model);
  const inPlace = candidates[meant.occurrence];
  if (inPlace && digestOf(inPlace) === meant.digest) return inPlace;
  return candidates.find((model) => digestOf(model) === meant.digest) ?? inPlace ?? candidates.at(-1);
}

/** How a layer of a model is found again. */
export function codeLayerOf({ layers }: SourceModel, index: number): CodeLayer | null {
  const layer = layers[index];
  return layer ? { index, name: layer.name, ...(typeof layer.p === "number" && { p: layer.p }) } : null;
}

/** The layer that is meant: of those of its name, which a function's calls share, the one nearest to its place. */
export function layerAt({ layers }: SourceModel, { index, name }: CodeLayer): SourceLayer | undefined {
  const places = layers.flatMap((layer, place) => (layer.name === name ? [place] : []));
  const [nearest] = places.sort((a, b) => Math.abs(a - index) - Math.abs(b - index));
  return nearest === undefined ? undefined : layers[nearest];
}

/** A layer of a model as what commands are given. */
export function layerTarget(code: CodeModel, model: SourceModel, index: number): CodeTarget {
  const layer = codeLayerOf(model, index);
  return { ...code, ...(layer && { layer }) };
}
