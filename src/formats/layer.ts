import * as v from "valibot";
import { Distribution, Initializer } from "./distribution";
import { LIMITS } from "./limits";
import { float32, integer } from "./number";
import { kindMessage, object } from "./object";

const linear = object(
  "linear",
  {
    units: integer("The number of units", 1, LIMITS.units),
    inputs: v.optional(integer("The fan-in", 1, LIMITS.units)),
    weight: v.optional(Initializer),
    bias: v.optional(Distribution),
  },
  "Linear: z = W x + b. Weight and bias left out: PyTorch's default, U(-1/√fan-in, 1/√fan-in) for both.",
);
const dropout = object(
  "dropout",
  { p: float32("p, the probability to drop,", 0, 1) },
  "Dropout: drops each value with probability p in training and multiplies what it keeps by 1/(1-p).",
);
const plain = [
  object("relu", {}, "ReLU: max(0, x)."),
  object("selu", {}, "SELU: scaled exponential linear unit."),
  object("silu", {}, "SiLU: x · sigmoid(x)."),
  object("tanh", {}, "Tanh."),
  object("sigmoid", {}, "Sigmoid: 1 / (1 + exp(-x))."),
  object("identity", {}, "Identity: x."),
] as const;
const shaped = [
  object(
    "leaky_relu",
    { negative_slope: v.optional(float32("The negative slope"), 0.01) },
    "LeakyReLU: x, or negative_slope · x below 0.",
  ),
  object("elu", { alpha: v.optional(float32("alpha"), 1) }, "ELU: x, or alpha · (exp(x) - 1) below 0."),
  object(
    "softplus",
    { beta: v.optional(float32("beta"), 1), threshold: v.optional(float32("The threshold"), 20) },
    "Softplus: log(1 + exp(beta · x)) / beta; x itself where beta · x exceeds the threshold.",
  ),
  object(
    "gelu",
    {
      approximate: v.optional(
        v.pipe(
          v.picklist(["none", "tanh"], 'The approximation of GELU is "none" or "tanh"'),
          v.description('The approximation of GELU: "none" or "tanh".'),
        ),
        "none",
      ),
    },
    "GELU: x · Φ(x), or its tanh approximation.",
  ),
] as const;

/** Every kind of layer, in the order in which menus and messages list them. */
export const LAYER_KINDS = [
  "linear",
  "dropout",
  "relu",
  "leaky_relu",
  "elu",
  "selu",
  "gelu",
  "silu",
  "softplus",
  "tanh",
  "sigmoid",
  "identity",
] as const;

/** One layer of a network. */
export const LayerSpec = v.variant("kind", [linear, dropout, ...plain, ...shaped], kindMessage("layer", LAYER_KINDS));
export type LayerSpec = v.InferOutput<typeof LayerSpec>;
export type LayerKind = LayerSpec["kind"];
export type LinearSpec = Extract<LayerSpec, { kind: "linear" }>;
export type DropoutSpec = Extract<LayerSpec, { kind: "dropout" }>;
/** An elementwise function without parameters drawn or masks. */
export type ActivationSpec = Exclude<LayerSpec, LinearSpec | DropoutSpec>;
