import { definitionOf, LAYER_KINDS, type LayerKind, type TorchClass, type TorchParameter } from "../../formats/index";
import type { Value } from "../syntax/arithmetic";

/** A parameter of a layer's constructor, with PyTorch's name. */
export type Parameter = TorchParameter;

/** A layer's constructor, and the spec that a call means. */
export interface Signature extends Pick<TorchClass, "parameters" | "anything"> {
  /** The spec as written, by the keys of the parameters; its values are checked with the whole spec. */
  readonly spec: (values: Readonly<Record<string, Value>>) => object;
}

const signatureOf = (kind: LayerKind, { parameters, anything, values = (own) => own }: TorchClass): Signature => ({
  parameters,
  ...(anything && { anything }),
  spec: (own) => ({ kind, ...values(own) }),
});

/** PyTorch's layers that are explored, in the order in which messages list them, with PyTorch 2's signatures. */
export const SIGNATURES: ReadonlyMap<string, Signature> = new Map(
  LAYER_KINDS.flatMap((kind) =>
    definitionOf(kind).torch.map((own): [string, Signature] => [own.name, signatureOf(kind, own)]),
  ),
);

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
