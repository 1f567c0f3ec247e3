import type { Floats, Mask, Size } from "../run/kernels";

/** What a mask leaves, rounded to float32; `stride` is 0 where every trial has the same x, else units. */
export function applyMask(
  f: (x: number, kept: boolean) => number,
  keep: Mask,
  x: Floats,
  stride: number,
  out: Floats,
  { trials, units }: Size,
): void {
  for (let t = 0, i = 0; t < trials; t++) {
    for (let k = 0; k < units; k++, i++) out.view[i] = f(x.view[t * stride + k]!, keep.view[i] !== 0);
  }
}

/** What dropout leaves: fround(x scale) where kept, 0 where dropped, also of an infinity. */
export const dropout = (keep: Mask, x: Floats, stride: number, out: Floats, size: Size, scale: number): void =>
  applyMask((value, kept) => (kept ? value * scale : 0), keep, x, stride, out, size);

/** unscaled = fround(s + b), train = fround(fround(s/q) + b); both are b where everything is dropped. */
export function splitModes(q: number, bias: Floats, train: Floats, unscaledTrain: Floats, trials: number): void {
  const units = bias.view.length;
  for (let i = 0; i < trials * units; i++) {
    const s = unscaledTrain.view[i]!;
    const b = bias.view[i % units]!;
    train.view[i] = (q === 0 ? 0 : Math.fround(s / q)) + b;
    unscaledTrain.view[i] = s + b;
  }
}

/** Applies a function to the first `count` values; the results are rounded to float32, and -0 is written 0. */
export function applyActivation(f: (x: number) => number, x: Floats, count: number, out: Floats): void {
  for (let i = 0; i < count; i++) out.view[i] = f(x.view[i]!) + 0;
}
