import { isRectifier, type Distribution, type SourceModel } from "../../formats/index";
import { STANDARD_NORMAL } from "../notation/assumptions";

/** Layers that leave positive values positive. */
const KEEPS_SIGN = /pool|flatten|dropout/;

/** What may be what a layer gives: after a ReLU values from 0 on. A suggestion for a question, and nothing more. */
export function suggestionAfter({ layers }: SourceModel, layer: number): Distribution {
  let at = layer;
  while (at > 0 && KEEPS_SIGN.test(layers[at]!.kind)) at--;
  return isRectifier(layers[at]!) ? { kind: "half_normal", std: 1 } : STANDARD_NORMAL;
}
