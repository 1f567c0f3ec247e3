import { activationOf, maskOf, type Floats, type Masking, type TrainingMode } from "../../core/index";
import type { ActivationSpec, DropoutSpec } from "../../formats/index";
import type { KernelExports } from "./exports";

type Apply = (x: Floats, count: number, out: Floats) => void;

/** An activation layer's kernel; its numbers are rounded as the specification rounds them. */
export function activationKernel(exports: KernelExports, layer: ActivationSpec): Apply {
  const { name, numbers } = activationOf(layer).kernel(layer);
  const [a = 0, b = 0] = numbers;
  const kernel = exports[name];
  return (x, count, out) => kernel(x.view.byteOffset, count, out.view.byteOffset, a, b);
}

/** The kernel that applies a layer's masks in one mode of training. */
export function maskKernel(exports: KernelExports, layer: DropoutSpec, mode: TrainingMode): Masking {
  const { name, numbers } = maskOf(layer).kernel(layer, mode);
  const [a = 0, b = 0, c = 0] = numbers;
  const kernel = exports[name];
  return (keep, x, stride, out, { trials, units }) =>
    kernel(keep.view.byteOffset, x.view.byteOffset, stride, out.view.byteOffset, trials, units, a, b, c);
}
