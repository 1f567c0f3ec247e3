import type { DropRate } from "../random/mask";

/** Values of one layer for a batch of trials, [trials][units], in each mode; one array where they are the same. */
export interface Values {
  eval: Float32Array;
  train: Float32Array;
  unscaledTrain: Float32Array;
}

/** The masks of a batch, [trials][units]. */
export interface Masks {
  readonly keep: Uint8Array;
  readonly trials: number;
  readonly units: number;
}

/**
 * What a dropout leaves: fround(x scale) where kept, 0 where dropped, also of an infinity. Dropping clears a number's
 * bits: a branch that is random takes longer than all the rest. `stride` is 0 where every trial has the same x.
 */
export function mask(
  { keep, trials, units }: Masks,
  x: Float32Array,
  stride: number,
  out: Float32Array,
  scale: number,
): void {
  const bits = new Int32Array(out.buffer, out.byteOffset, trials * units);
  for (let t = 0; t < trials; t++) {
    for (let k = 0; k < units; k++) out[t * units + k] = x[t * stride + k]! * scale;
  }
  for (let i = 0; i < bits.length; i++) bits[i]! &= -keep[i]!;
}

/**
 * Behind the first dropout one product s serves both: unscaled = fround(s + b), train = fround(fround(s/q) + b); both
 * are b where everything is dropped. `out.unscaledTrain` holds s.
 */
export function splitModes({ q }: DropRate, bias: Float32Array, out: Values, trials: number): void {
  const { train, unscaledTrain } = out;
  const units = bias.length;
  for (let t = 0, i = 0; t < trials; t++) {
    for (let j = 0; j < units; j++, i++) {
      const s = unscaledTrain[i]!;
      train[i] = (q === 0 ? 0 : Math.fround(s / q)) + bias[j]!;
      unscaledTrain[i] = s + bias[j]!;
    }
  }
}

/** Applies a function to the first `count` values; the results are rounded to float32, and -0 is written 0. */
export function applyActivation(f: (x: number) => number, x: Float32Array, count: number, out: Float32Array): void {
  for (let i = 0; i < count; i++) out[i] = f(x[i]!) + 0;
}

/** out[t][j] = fround(out[t][j] + b[j]). */
export function addBias(out: Float32Array, trials: number, bias: Float32Array): void {
  const units = bias.length;
  for (let t = 0, i = 0; t < trials; t++) for (let j = 0; j < units; j++, i++) out[i] = out[i]! + bias[j]!;
}
