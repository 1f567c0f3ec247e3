import type { CodeLayer, CodeModel, CodeTarget, SourceLayer, SourceModel } from "../../formats/index";

/** FNV-1a of 32 bits, from a basis of one's own. */
function fnv(text: string, basis: number): string {
  let hash = basis;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A fingerprint of what a model says, its places in the text aside: 64 bits, hexadecimal. */
export function digestOf({ name, framework, chain, input, layers }: SourceModel): string {
  const said = layers.map(({ name, kind, parameters, p, active }) => [name, kind, parameters, p, active]);
  const text = JSON.stringify([name, framework, chain, input?.units, said]);
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01000193);
}

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

/** The layer that is meant: the one in its place where that has its name, else the first of that name. */
export function layerAt({ layers }: SourceModel, { index, name }: CodeLayer): SourceLayer | undefined {
  return layers[index]?.name === name ? layers[index] : layers.find((layer) => layer.name === name);
}

/** A layer of a model as what commands are given. */
export function layerTarget(code: CodeModel, model: SourceModel, index: number): CodeTarget {
  const layer = codeLayerOf(model, index);
  return { ...code, ...(layer && { layer }) };
}
