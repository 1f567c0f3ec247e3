import type { Floats, Mask, Size } from "../run/kernels";

/** What a dropout leaves: fround(x scale) where kept, 0 where dropped, also of an infinity. */
export function dropout(
  keep: Mask,
  x: Floats,
  stride: number,
  out: Floats,
  { trials, units }: Size,
  scale: number,
): void {
  for (let t = 0, i = 0; t < trials; t++) {
    for (let k = 0; k < units; k++, i++) out.view[i] = keep.view[i] === 0 ? 0 : x.view[t * stride + k]! * scale;
  }
}

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
