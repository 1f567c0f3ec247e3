import type { LayerSpec } from "../../formats/index";
import type { Value } from "../syntax/arithmetic";

/** A parameter of a layer's constructor, with PyTorch's name. */
export interface Parameter {
  readonly name: string;
  readonly type: "number" | "boolean" | "string";
  /** PyTorch's default; without one the argument is required. */
  readonly standard?: Value;
  /** Has no effect on what is computed here, whatever its value. */
  readonly ignored?: true;
  /** Only the default can be represented. */
  readonly fixed?: true;
  /** The key of the LayerSpec that it fills, where it is not its name. */
  readonly key?: string;
}

/** A layer's constructor, and the spec that a call means. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  /** Takes and ignores any argument, as nn.Identity does. */
  readonly anything?: true;
  /** The spec as written, by the keys of the parameters; its values are checked with the whole spec. */
  readonly spec: (values: Readonly<Record<string, Value>>) => object;
}

const number = (name: string, standard?: number): Parameter => ({
  name,
  type: "number",
  ...(standard === undefined ? {} : { standard }),
});
const bias: Parameter = { name: "bias", type: "boolean", standard: true };
const inplace: Parameter = { name: "inplace", type: "boolean", standard: false, ignored: true };
const units: Parameter = { ...number("out_features"), key: "units" };

const activation = (kind: LayerSpec["kind"], ...parameters: Parameter[]): Signature => ({
  parameters,
  spec: (values) => ({ kind, ...values }),
});
const linear = (...parameters: Parameter[]): Signature => ({
  parameters,
  spec: ({ bias, ...sizes }) => ({
    kind: "linear",
    ...sizes,
    ...(bias === false ? { bias: { kind: "constant", value: 0 } } : {}),
  }),
});

/** PyTorch's layers that are explored, in the order in which messages list them, with PyTorch 2's signatures. */
export const SIGNATURES: ReadonlyMap<string, Signature> = new Map<string, Signature>([
  ["Linear", linear({ ...number("in_features"), key: "inputs" }, units, bias)],
  ["LazyLinear", linear(units, bias)],
  ["Dropout", activation("dropout", number("p", 0.5), inplace)],
  ["ReLU", activation("relu", inplace)],
  ["LeakyReLU", activation("leaky_relu", number("negative_slope", 0.01), inplace)],
  ["ELU", activation("elu", number("alpha", 1), inplace)],
  ["SELU", activation("selu", inplace)],
  ["GELU", activation("gelu", { name: "approximate", type: "string", standard: "none" })],
  ["SiLU", activation("silu", inplace)],
  ["Softplus", activation("softplus", number("beta", 1), number("threshold", 20))],
  ["Tanh", activation("tanh")],
  ["Sigmoid", activation("sigmoid")],
  ["Identity", { ...activation("identity"), anything: true }],
  // A trial is a vector already.
  [
    "Flatten",
    activation("identity", { ...number("start_dim", 1), fixed: true }, { ...number("end_dim", -1), fixed: true }),
  ],
]);

/** Layers of PyTorch that are not explored: named as such, never taken for a misspelt other one. */
export const OTHER_LAYERS: ReadonlySet<string> = new Set(
  (
    "AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveMaxPool1d AdaptiveMaxPool2d AlphaDropout AvgPool1d AvgPool2d " +
    "BatchNorm1d BatchNorm2d BatchNorm3d Bilinear CELU Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d " +
    "Dropout1d Dropout2d Dropout3d Embedding EmbeddingBag FeatureAlphaDropout Fold GLU GRU GroupNorm Hardshrink " +
    "Hardsigmoid Hardswish Hardtanh InstanceNorm1d InstanceNorm2d LSTM LayerNorm LazyBatchNorm1d LazyConv1d " +
    "LazyConv2d LocalResponseNorm LogSigmoid LogSoftmax MaxPool1d MaxPool2d Mish ModuleDict ModuleList " +
    "MultiheadAttention PReLU ParameterList RMSNorm RNN RReLU ReLU6 Softmax Softmin Softshrink Softsign Tanhshrink " +
    "Threshold Transformer TransformerDecoderLayer TransformerEncoder TransformerEncoderLayer Unflatten Unfold Upsample"
  ).split(" "),
);
