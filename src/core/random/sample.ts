import type { Distribution, Initializer } from "../../formats/index";
import { normalOf } from "./normal";
import type { RandomStream } from "./stream";

/** The distributions that draw nothing. */
export type Fixed = Extract<Distribution, { kind: "constant" | "values" }>;
/** The distributions that take one random word a number. */
export type Drawn = Exclude<Distribution, Fixed>;

/** Whether every trial has the same values. */
export const isFixed = (distribution: Distribution): distribution is Fixed =>
  distribution.kind === "constant" || distribution.kind === "values";

/** Writes the numbers of a fixed distribution, rounded to float32. */
export function fillFixed(target: Float32Array, distribution: Fixed): void {
  if (distribution.kind === "constant") target.fill(distribution.value);
  else target.set(distribution.values);
}

/**
 * How one random word becomes one float32: normal mean + std z, half-normal |std z|, uniform low + (high - low) u with
 * u = word / 2^32 in [0, 1); a uniform value that rounding lifts to `high` is `low`, so that [low, high) holds.
 */
export function samplerOf(distribution: Drawn): (word: number) => number {
  switch (distribution.kind) {
    case "normal": {
      const { mean, std } = distribution;
      return (word) => Math.fround(mean + std * normalOf(word));
    }
    case "half_normal": {
      const { std } = distribution;
      return (word) => Math.fround(std * normalOf(word & 0x7fffffff));
    }
    case "uniform": {
      const { low, high } = distribution;
      const [first, end] = [Math.fround(low), Math.fround(high)];
      return (word) => {
        const value = Math.fround(low + (high - low) * (word / 4294967296));
        return value >= end ? first : value;
      };
    }
    default:
      return distribution satisfies never;
  }
}

/** Fills `target[0 .. count)` from a distribution. */
export function fillFrom(target: Float32Array, count: number, distribution: Drawn, stream: RandomStream): void {
  const sample = samplerOf(distribution);
  for (let i = 0; i < count; i++) target[i] = sample(stream.word());
}

/** Mean and variance of a drawn distribution, in closed form. */
export function momentsOf(distribution: Drawn): { readonly mean: number; readonly variance: number } {
  switch (distribution.kind) {
    case "normal":
      return { mean: distribution.mean, variance: distribution.std * distribution.std };
    case "half_normal": {
      const square = distribution.std * distribution.std;
      return { mean: distribution.std * Math.sqrt(2 / Math.PI), variance: square * (1 - 2 / Math.PI) };
    }
    case "uniform": {
      const { low, high } = distribution;
      return { mean: (low + high) / 2, variance: ((high - low) * (high - low)) / 12 };
    }
    default:
      return distribution satisfies never;
  }
}

/**
 * An initialiser as the distribution it means for a layer of these sizes; PyTorch's default for nn.Linear,
 * U(-1/sqrt(fan_in), 1/sqrt(fan_in)), where it is left out. Bounds: Kaiming gain sqrt(3/fan_in), std gain/sqrt(fan_in)
 * (fan_in mode); Xavier gain sqrt(6/(fan_in + fan_out)), std gain sqrt(2/(fan_in + fan_out)).
 */
export function distributionOf(initializer: Initializer | undefined, fanIn: number, fanOut: number): Distribution {
  const uniform = (bound: number): Distribution => ({ kind: "uniform", low: -bound, high: bound });
  const normal = (std: number): Distribution => ({ kind: "normal", mean: 0, std });
  if (initializer === undefined) return uniform(1 / Math.sqrt(fanIn));
  switch (initializer.kind) {
    case "constant":
    case "normal":
    case "uniform":
    case "half_normal":
    case "values":
      return initializer;
    case "kaiming_uniform":
      return uniform(initializer.gain * Math.sqrt(3 / fanIn));
    case "kaiming_normal":
      return normal(initializer.gain / Math.sqrt(fanIn));
    case "xavier_uniform":
      return uniform(initializer.gain * Math.sqrt(6 / (fanIn + fanOut)));
    case "xavier_normal":
      return normal(initializer.gain * Math.sqrt(2 / (fanIn + fanOut)));
    default:
      return initializer satisfies never;
  }
}
