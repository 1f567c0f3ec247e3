import type { ActivationSpec } from "../../formats/index";
import { exp, expm1, log1p, normalCdf, tanh } from "./elementary";

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;
const GELU_TANH = 0.7978845608028654; // sqrt(2 / pi)

const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** softplus(x) = log(1 + exp(beta x)) / beta, and x itself where beta x exceeds the threshold (torch.nn.Softplus). */
const softplus = (beta: number, threshold: number) => (x: number) =>
  x * beta > threshold ? x : log1p(exp(x * beta)) / beta;

/**
 * The function of an activation layer, float64 in and out; the caller rounds to float32.
 *
 * Formulas are torch.nn's: relu max(0, x), NaN kept; leaky_relu x or slope x; elu x or alpha (e^x - 1);
 * selu scale (x or alpha (e^x - 1)); silu x / (1 + e^-x); gelu x Phi(x), or x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)),
 * which is its tanh form rewritten.
 */
export function activationOf(layer: ActivationSpec): (x: number) => number {
  switch (layer.kind) {
    case "relu":
      return (x) => (x < 0 ? 0 : x);
    case "identity":
      return (x) => x;
    case "leaky_relu": {
      const slope = Math.fround(layer.negative_slope);
      return (x) => (x > 0 ? x : x * slope);
    }
    case "elu": {
      const alpha = Math.fround(layer.alpha);
      return (x) => (x > 0 ? x : alpha * expm1(x));
    }
    case "selu":
      return (x) => (x > 0 ? SELU_SCALE * x : SELU_SCALE * SELU_ALPHA * expm1(x));
    case "silu":
      return (x) => x / (1 + exp(-x));
    case "softplus":
      return softplus(layer.beta, layer.threshold);
    case "tanh":
      return tanh;
    case "sigmoid":
      return sigmoid;
    case "gelu":
      return layer.approximate === "none"
        ? (x) => x * normalCdf(x)
        : (x) => x / (1 + exp(-2 * GELU_TANH * (x + 0.044715 * x * x * x)));
    default:
      return layer satisfies never;
  }
}
