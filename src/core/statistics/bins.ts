import { floorLog2, powerOfTwo } from "../bits";

/** The most bins a mode may have. */
const MOST_BINS = 512;
/** 2^-149 is the smallest float32: finer bins cannot hold anything. */
const FINEST = -149;

/**
 * The bin exponent that a set of numbers takes: the smallest integer e >= max(-149, floor(log2 max|x|) - 23) for which
 * floor(max/2^e) - floor(min/2^e) + 1 <= 512. It depends on minimum and maximum alone, so any order of merging finds it.
 */
export function exponentFor(min: number, max: number): number {
  const largest = Math.max(Math.abs(min), Math.abs(max));
  if (largest === 0 || min > max) return FINEST;
  let e = Math.max(FINEST, floorLog2(largest) - 23);
  // The span at e is at least (max - min) / 2^e: begin near the answer rather than count up to it.
  if (max > min) e = Math.max(e, floorLog2(max - min) - 10);
  while (binOf(max, powerOfTwo(-e)) - binOf(min, powerOfTwo(-e)) + 1 > MOST_BINS) e += 1;
  return e;
}

/**
 * The bin of x where `perBin` is 2^-exponent; multiplying by a power of two is exact. Not of a float64 far below the
 * smallest float32, as another program's report may have: its product may be 0, and a negative one lies left of that.
 */
const binOf = (x: number, perBin: number): number => Math.min(Math.floor(x * perBin), x < 0 ? -1 : Infinity);

/**
 * Counts of finite values in bins of width 2^exponent, exact zeros apart; grows coarser by merging pairs of bins, never
 * finer.
 */
export class Bins {
  exponent = FINEST;
  firstBin = 0;
  zeros = 0;
  /** Extremes of the values that are not zero. */
  min = Infinity;
  max = -Infinity;
  private counts = new Float64Array(MOST_BINS);
  private empty = true;

  /** Counts `count` values x, and makes room for them. */
  add(x: number, count: number): void {
    if (x === 0) {
      this.zeros += count;
      return;
    }
    this.cover(x, x);
    this.counts[binOf(x, powerOfTwo(-this.exponent)) - this.firstBin]! += count;
  }

  /** Makes room for numbers from min to max, at least as coarse as `atLeast`. */
  cover(min: number, max: number, atLeast = FINEST): void {
    if (min > max) return;
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    const exponent = Math.max(exponentFor(this.min, this.max), atLeast, this.exponent);
    const first = binOf(this.min, powerOfTwo(-exponent));
    if (!this.empty && (exponent !== this.exponent || first !== this.firstBin)) {
      const counts = new Float64Array(MOST_BINS);
      this.counts.forEach((count, i) => {
        if (count > 0) counts[coarser(this.firstBin + i, exponent - this.exponent) - first]! += count;
      });
      this.counts = counts;
    }
    this.exponent = exponent;
    this.firstBin = first;
    this.empty = false;
  }

  /** Adds counts of another histogram that is at most as coarse, within the covered range. */
  addCounts(exponent: number, firstBin: number, counts: ArrayLike<number>): void {
    const steps = this.exponent - exponent;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      if (count > 0) this.counts[coarser(firstBin + i, steps) - this.firstBin]! += count;
    }
  }

  /** Puts values into their bins, zeros too, as a report's histogram has them; all lie within the covered range. */
  binAll(values: ArrayLike<number>, counts: ArrayLike<number>): void {
    const perBin = powerOfTwo(-this.exponent);
    for (let i = 0; i < counts.length; i++) {
      if (counts[i]! > 0) this.counts[binOf(values[i]!, perBin) - this.firstBin]! += counts[i]!;
    }
  }

  /** The histogram as it is, the zeros kept apart not in it; counts begin and end with a nonzero one. */
  histogram(): { exponent: number; firstBin: number; counts: number[] } {
    const first = this.counts.findIndex((count) => count > 0);
    if (first === -1) return { exponent: this.exponent, firstBin: 0, counts: [] };
    let end = MOST_BINS;
    while (this.counts[end - 1] === 0) end -= 1;
    return {
      exponent: this.exponent,
      firstBin: this.firstBin + first,
      counts: Array.from(this.counts.subarray(first, end)),
    };
  }
}

/** The bin that holds `bin` after `steps` merges of pairs. */
export function coarser(bin: number, steps: number): number {
  return steps > 1023 ? (bin < 0 ? -1 : 0) : Math.floor(bin * powerOfTwo(-steps));
}
