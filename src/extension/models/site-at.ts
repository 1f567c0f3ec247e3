import type { SourceLayer, SourceModel } from "../../formats/index";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A dropout that stands at an offset. */
export interface Site<M extends SourceModel = SourceModel> {
  readonly model: M;
  readonly layer: SourceLayer;
  /** Its place among the model's layers; undefined where the model makes it and never calls it. */
  readonly index: number | undefined;
  /** What of it stands there: the call that makes it, the call of it, or its rate where that is written. */
  readonly span: Span;
}

const holds = ({ from, to }: Span, offset: number): boolean => from <= offset && offset < to;

/** Every place of a layer in the text. */
const spansOf = ({ from, to, call, rate }: SourceLayer): readonly Span[] => [
  { from, to },
  ...(call ? [call] : []),
  ...(rate?.origin ? [rate.origin] : []),
];

const sitesOf = <M extends SourceModel>(
  model: M,
  layers: readonly SourceLayer[],
  offset: number,
  isCalled: boolean,
): Site<M>[] =>
  layers.flatMap((layer, place) =>
    spansOf(layer).flatMap((span) =>
      holds(span, offset) ? [{ model, layer, index: isCalled ? place : undefined, span }] : [],
    ),
  );

/**
 * The dropout at an offset, in the first model that calls it, else in the first that has it; none where a layer inside of
 * its call stands there.
 */
export function siteAt<M extends SourceModel>(models: readonly M[], offset: number): Site<M> | undefined {
  const called = models.flatMap((model) => sitesOf(model, model.layers, offset, true));
  const idle = models.flatMap((model) => sitesOf(model, model.unused ?? [], offset, false));
  const size = ({ span }: Site<M>): number => span.to - span.from;
  const innermost = [...called, ...idle].reduce<Site<M> | undefined>(
    (best, site) => (best && size(best) <= size(site) ? best : site),
    undefined,
  );
  return innermost?.layer.p === undefined ? undefined : innermost;
}
