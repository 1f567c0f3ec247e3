import { KINDS, type SourceModel } from "../../formats/index";
import { numbersOf } from "./numbers";
import type { Piece, PieceLayer } from "./piece";
import { called, type Answer } from "./question";

const KIND = /^transformer_(?:encoder|decoder)_layer$/;
/** PyTorch's defaults. */
const WIDTH = 2048;
const ACTIVATION = "relu";

/**
 * The part of PyTorch's encoder and decoder layers that can be run: linear1, the activation, dropout, linear2 and the
 * dropout after it, which take what a normalization gives, before or after the attention. Undefined for any other layer,
 * and where its activation is none that is known.
 */
export function feedForward(model: SourceModel, index: number, answers: readonly Answer[]): Piece | undefined {
  const layer = model.layers[index]!;
  if (!KIND.test(layer.kind) || layer.active === "never") return undefined;
  // Without the argument that there must be, what else is written is not known either.
  const standard = layer.parameters["d_model"] === undefined ? {} : { dim_feedforward: WIDTH, activation: ACTIVATION };
  const { activation, ...written }: Record<string, unknown> = { ...standard, ...layer.parameters };
  if (activation !== "relu" && activation !== "gelu") return undefined;
  const {
    values,
    questions,
    said: shared,
  } = numbersOf(model, index, ["d_model", "dim_feedforward", "p"], answers, written);
  const { d_model, dim_feedforward, p } = values;
  const bias = layer.parameters["bias"] === false && { bias: { kind: "constant", value: 0 } };
  const said = `Of ${called(layer)} the part after its attention is run: linear1, ${activation}, dropout, linear2 and dropout.`;
  const parts: object[] = [
    { kind: KINDS.linear.kind, inputs: d_model, units: dim_feedforward, ...bias },
    { kind: activation },
    { kind: KINDS.dropout.kind, p },
    { kind: KINDS.linear.kind, inputs: dim_feedforward, units: d_model, ...bias },
    { kind: KINDS.dropout.kind, p },
  ];
  const layers = parts.map((spec, at): PieceLayer => ({
    index,
    spec,
    questions: at === 0 ? questions : [],
    assumptions: at === 0 ? [said, ...shared] : [],
  }));
  return { entry: { kind: "normalised" }, ...(d_model !== undefined && { units: d_model }), layers };
}
