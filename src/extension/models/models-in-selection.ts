import { isLinear, type ExploreSpec, type SourceModel } from "../../formats/index";

interface Span {
  readonly from: number;
  readonly to: number;
}

const within = (inner: Span, outer: Span): boolean => outer.from <= inner.from && inner.to <= outer.to;
const size = ({ from, to }: Span): number => to - from;

/** The models that a selection is about: those that it holds, else the innermost that holds it. */
export function modelsIn<M extends SourceModel>(models: readonly M[], selection: Span): readonly M[] {
  const held = models.filter((model) => within(model, selection));
  if (held.length > 0) return held;
  const around = models.filter((model) => within(selection, model));
  const least = Math.min(...around.map(size));
  return around.filter((model) => size(model) === least).slice(0, 1);
}

/** Whether two experiments have the same layers, whatever their parameters begin with. */
export function sameLayers(a: ExploreSpec, b: ExploreSpec): boolean {
  const said = ({ layers }: ExploreSpec): string =>
    JSON.stringify(layers.map((layer) => (isLinear(layer) ? [layer.units] : layer)));
  return said(a) === said(b);
}
