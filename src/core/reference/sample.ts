import type { Drawn } from "../random/distribution";
import { normalOf } from "./normal";

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
