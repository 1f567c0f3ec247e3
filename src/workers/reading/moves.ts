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

/** A model where it is after a change of the text that does not change what it says. */
export function movedModel<M extends SourceModel>(model: M, change: Change): M {
  const { layers, unused, input } = model;
  return {
    ...moved(model, change),
    layers: layers.map((layer) => movedLayer(layer, change)),
    ...(unused && { unused: unused.map((layer) => movedLayer(layer, change)) }),
    ...(input && { input: moved(input, change) }),
  };
}
