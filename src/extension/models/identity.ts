import type { CodeLayer, CodeModel, CodeTarget, SourceLayer, SourceModel } from "../../formats/index";
import type { ReadModel } from "../../workers/reading/protocol";

const occurrences = new WeakMap<readonly ReadModel[], ReadonlyMap<ReadModel, number>>();

/** Which each model of a document is of those of its name, counted once for all of them. */
function occurrencesIn(models: readonly ReadModel[]): ReadonlyMap<ReadModel, number> {
  const known = occurrences.get(models);
  if (known) return known;
  const [found, counts] = [new Map<ReadModel, number>(), new Map<string, number>()];
  for (const model of models) {
    const before = counts.get(model.name) ?? 0;
    found.set(model, before);
    counts.set(model.name, before + 1);
  }
  occurrences.set(models, found);
  return found;
}

/** How `model`, one of the `models` of the document at `uri`, is found again. */
export function codeModelOf(uri: string, models: readonly ReadModel[], model: ReadModel): CodeModel {
  const occurrence = occurrencesIn(models).get(model) ?? -1;
  return { uri, model: model.name, occurrence, digest: model.said.digest };
}

/** The model that is meant: of several of its name the one that is as it was read, else the one in its place. */
export function modelAt(models: readonly ReadModel[], meant: CodeModel): ReadModel | undefined {
  const candidates = models.filter(({ name }) => name === meant.model);
  const inPlace = candidates[meant.occurrence];
  if (inPlace?.said.digest === meant.digest) return inPlace;
  return candidates.find(({ said }) => said.digest === meant.digest) ?? inPlace ?? candidates.at(-1);
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
