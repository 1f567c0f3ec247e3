import { reasonsText, type CodeOrigin, type SourceModel } from "../../formats/index";
import type { Answer, Exploration, Segment } from "../../python/index";
import { layerAt } from "../models/identity";

/** Gives what of a model can be run, with what was answered so far. */
export type Explore = (answers: readonly Answer[]) => Promise<Exploration>;

/** The segment to show first: the one that holds the layer that is meant, else the longest that can be run; -1: there is none. */
export function segmentFor(segments: readonly Segment[], layer: number | undefined): number {
  if (layer !== undefined) return segments.findIndex(({ layers }) => layers.includes(layer));
  const lengths = segments.map(({ refusal, layers }) => (refusal === undefined ? layers.length : 0));
  return lengths.indexOf(Math.max(...lengths));
}

/** The segment of a model that an experiment was read from, where the model has others by now: the one with its first layer. */
export function segmentAgain(
  segments: readonly Segment[],
  model: SourceModel,
  { layers, part }: Pick<CodeOrigin, "layers" | "part">,
): number {
  const first = layers.find((layer) => layer !== null);
  const layer = first && layerAt(model, first);
  const holds = layer ? segmentFor(segments, model.layers.indexOf(layer)) : -1;
  return holds < 0 ? Math.min(part, segments.length - 1) : holds;
}

/** Why a model, or the layer of it that is meant, has no segment that can be run. */
export function whyNothing(
  { leftOut }: Exploration,
  model: SourceModel,
  layer: number | undefined,
): string | undefined {
  const ofLayer = leftOut.find((one) => one.layer === layer);
  const ofDropout = leftOut.find((one) => model.layers[one.layer]?.p !== undefined);
  const ofModel = model.reason ? [model.reason] : (ofDropout ?? leftOut[0])?.reasons;
  const reasons = layer === undefined ? ofModel : ofLayer?.reasons;
  return reasons && reasonsText(reasons);
}
