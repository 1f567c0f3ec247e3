import type { Distribution, Initializer } from "../../formats/index";

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
 * An initializer as the distribution it means for a layer of these sizes; PyTorch's default for nn.Linear,
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
