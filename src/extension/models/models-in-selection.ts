import { isWithin, sizeOf, type Span } from "../base/span";
import { isLinear, sameValue, type ExploreSpec, type SourceModel } from "../../formats/index";

/** The models that a selection is about: those that it holds, else the innermost that holds it. */
export function modelsIn<M extends SourceModel>(models: readonly M[], selection: Span): readonly M[] {
  const held = models.filter((model) => isWithin(model, selection));
  if (held.length > 0) return held;
  const around = models.filter((model) => isWithin(selection, model));
  const least = Math.min(...around.map(sizeOf));
  return around.filter((model) => sizeOf(model) === least).slice(0, 1);
}

/** Whether two experiments have the same layers, whatever their parameters begin with. */
export function sameLayers(a: ExploreSpec, b: ExploreSpec): boolean {
  const said = ({ layers }: ExploreSpec) => layers.map((layer) => (isLinear(layer) ? [layer.units] : layer));
  return sameValue(said(a), said(b));
}
