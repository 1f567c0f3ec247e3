import type { Floats } from "../../core/index";
import type { ActivationSpec } from "../../formats/index";
import type { KernelExports } from "./exports";

type Apply = (x: Floats, count: number, out: Floats) => void;
type Kernel = (x: number, count: number, out: number) => void;

/** An activation layer's kernel; parameters are rounded as the specification rounds them. */
export function activationKernel(exports: KernelExports, layer: ActivationSpec): Apply {
  const kernel = kernelOf(exports, layer);
  return (x, count, out) => kernel(x.view.byteOffset, count, out.view.byteOffset);
}

function kernelOf(exports: KernelExports, layer: ActivationSpec): Kernel {
  switch (layer.kind) {
    case "relu":
    case "identity":
    case "selu":
    case "silu":
    case "tanh":
    case "sigmoid":
      return exports[layer.kind];
    case "leaky_relu": {
      const slope = Math.fround(layer.negative_slope);
      return (x, count, out) => exports.leakyRelu(x, count, out, slope);
    }
    case "elu": {
      const alpha = Math.fround(layer.alpha);
      return (x, count, out) => exports.elu(x, count, out, alpha);
    }
    case "softplus":
      return (x, count, out) => exports.softplus(x, count, out, layer.beta, layer.threshold);
    case "gelu":
      return layer.approximate === "none" ? exports.gelu : exports.geluTanh;
    default:
      return layer satisfies never;
  }
}
