import type { FrameworkName } from "../../../formats/index";
import { SIGNATURES } from "../../notation/signatures";
import { OTHER_SIGNATURES } from "./other-signatures";

/** What models of this framework say that they are. */
export const NAME: FrameworkName = "pytorch";

/** What holds layers. */
export const CONTAINERS: ReadonlySet<string> = new Set(["Sequential", "ModuleList", "ModuleDict"]);

/** Whether torch.nn has a layer or container of this name. */
export const isTorchClass = (name: string): boolean =>
  SIGNATURES.has(name) || OTHER_SIGNATURES.has(name) || CONTAINERS.has(name);

interface DropoutParameter {
  readonly name: string;
  /** PyTorch's default. */
  readonly standard: number;
}

const all = (names: string, parameter: DropoutParameter): [string, DropoutParameter][] =>
  names.split(" ").map((name) => [name, parameter]);

/** Which parameter of a layer is the probability to drop. */
export const DROPOUT_PARAMETERS: ReadonlyMap<string, DropoutParameter> = new Map([
  ...all("Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout", { name: "p", standard: 0.5 }),
  ...all("Transformer TransformerEncoderLayer TransformerDecoderLayer", { name: "dropout", standard: 0.1 }),
  ...all("LSTM GRU RNN MultiheadAttention", { name: "dropout", standard: 0 }),
]);

/** Layers that give (output, state) rather than a value alone. */
export const GIVES_PARTS = /^(?:lstm|gru|rnn|multihead_attention|lstm_cell)$/;
