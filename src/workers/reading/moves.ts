import type { SourceModel } from "../../python/index";

/** The one stretch in which a text changed: [from, to) of the text before became longer by so much. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly by: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}
type Layer = SourceModel["layers"][number];
const NOWHERE: Readonly<Record<string, Span>> = {};

/** Where a span is after a change outside of it; what is written at its very edge is outside. */
function moved<S extends Span>(span: S, { from, to, by }: Change): S {
  if (span.to <= from) return span;
  return { ...span, from: span.from >= to ? span.from + by : span.from, to: span.to + by };
}

function movedLayer(layer: Layer, change: Change): Layer {
  const { call, rate, places } = layer;
  return {
    ...moved(layer, change),
    ...(call && { call: moved(call, change) }),
    ...(rate && { rate: { ...moved(rate, change), ...(rate.origin && { origin: moved(rate.origin, change) }) } }),
    ...(places && { places: Object.fromEntries(Object.entries(places).map(([key, at]) => [key, moved(at, change)])) }),
  };
}

/** Whether nothing of a layer stands after a place in the text. */
const ends = ({ to, call, rate, places }: Layer, at: number): boolean =>
  to <= at &&
  (call?.to ?? 0) <= at &&
  (rate?.to ?? 0) <= at &&
  (rate?.origin?.to ?? 0) <= at &&
  Object.values(places ?? NOWHERE).every((place) => place.to <= at);

/** A model where it is after a change of the text that does not change what it says: itself where it ends before the change. */
export function movedModel<M extends SourceModel>(model: M, change: Change): M {
  const { layers, unused, input } = model;
  const last = Math.max(model.to, input?.to ?? 0);
  if (last <= change.from && [...layers, ...(unused ?? [])].every((layer) => ends(layer, change.from))) return model;
  return {
    ...moved(model, change),
    layers: layers.map((layer) => movedLayer(layer, change)),
    ...(unused && { unused: unused.map((layer) => movedLayer(layer, change)) }),
    ...(input && { input: moved(input, change) }),
  };
}
