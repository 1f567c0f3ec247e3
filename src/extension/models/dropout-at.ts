import { holds, sizeOf, type Span } from "../base/span";
import type { SourceLayer, SourceModel } from "../../formats/index";

/** A dropout that stands at an offset. */
export interface Site<M extends SourceModel = SourceModel> {
  readonly model: M;
  readonly layer: SourceLayer;
  /** Its place among the model's layers; undefined where the model creates it but never calls it. */
  readonly index: number | undefined;
  /** What of it stands there: the call that makes it, the call of it, or its rate where that is written. */
  readonly span: Span;
}

const NOWHERE: readonly Span[] = [];
/** Those of the places of a layer in the text that hold an offset: none of nearly every layer, which costs next to nothing. */
function spansAt({ from, to, call, rate }: SourceLayer, offset: number): readonly Span[] {
  const made = from <= offset && offset < to;
  const called = call && holds(call, offset) ? call : undefined;
  const written = rate?.origin && holds(rate.origin, offset) ? rate.origin : undefined;
  if (!made && !called && !written) return NOWHERE;
  return [...(made ? [{ from, to }] : []), ...(called ? [called] : []), ...(written ? [written] : [])];
}

const sitesOf = <M extends SourceModel>(
  model: M,
  layers: readonly SourceLayer[],
  offset: number,
  isCalled: boolean,
): Site<M>[] =>
  layers.flatMap((layer, index) =>
    spansAt(layer, offset).map((span) => ({ model, layer, index: isCalled ? index : undefined, span })),
  );

/**
 * The dropout at an offset, in the first model that calls it, else in the first that has it; none where a layer inside of
 * its call stands there.
 */
export function siteAt<M extends SourceModel>(models: readonly M[], offset: number): Site<M> | undefined {
  const called = models.flatMap((model) => sitesOf(model, model.layers, offset, true));
  const idle = models.flatMap((model) => sitesOf(model, model.unused ?? [], offset, false));
  const size = ({ span }: Site<M>): number => sizeOf(span);
  const innermost = [...called, ...idle].reduce<Site<M> | undefined>(
    (best, site) => (best && size(best) <= size(site) ? best : site),
    undefined,
  );
  return innermost?.layer.p === undefined ? undefined : innermost;
}
