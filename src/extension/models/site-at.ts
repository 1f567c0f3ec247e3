import type { SourceLayer, SourceModel } from "../../formats/index";

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A dropout that stands at an offset. */
export interface Site {
  readonly model: SourceModel;
  readonly layer: SourceLayer;
  /** Its place among the model's layers. */
  readonly index: number;
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

/** The dropout at an offset, in the first model that has it; none where a layer inside of its call stands there. */
export function siteAt(models: readonly SourceModel[], offset: number): Site | undefined {
  const found = models.flatMap((model) =>
    model.layers.flatMap((layer, index) =>
      spansOf(layer).flatMap((span) => (holds(span, offset) ? [{ model, layer, index, span }] : [])),
    ),
  );
  const size = ({ span }: Site): number => span.to - span.from;
  const innermost = found.reduce<Site | undefined>(
    (best, site) => (best && size(best) <= size(site) ? best : site),
    undefined,
  );
  return innermost?.layer.p === undefined ? undefined : innermost;
}
