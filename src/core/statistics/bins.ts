import { floorLog2, powerOfTwo } from "../elementary";

/** The most bins a mode may have. */
export const MOST_BINS = 512;
/** 2^-149 is the smallest float32: finer bins cannot hold anything. */
export const FINEST = -149;

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

/** The bin of x where `perBin` is 2^-exponent; multiplying by a power of two is exact. */
export const binOf = (x: number, perBin: number): number => Math.floor(x * perBin);

/** Counts in bins of width 2^exponent; grows coarser by merging pairs of bins, never finer. */
export class Bins {
  exponent = FINEST;
  firstBin = 0;
  private counts = new Float64Array(MOST_BINS);
  private empty = true;

  /** Makes room for numbers from min to max, at least as coarse as `atLeast`. */
  cover(min: number, max: number, atLeast = FINEST): void {
    const exponent = Math.max(exponentFor(min, max), atLeast, this.empty ? FINEST : this.exponent);
    const first = binOf(min, powerOfTwo(-exponent));
    if (!this.empty) {
      if (exponent === this.exponent && first === this.firstBin) return;
      const counts = new Float64Array(MOST_BINS);
      const steps = exponent - this.exponent;
      for (let i = 0; i < MOST_BINS; i++) {
        const count = this.counts[i]!;
        if (count > 0) counts[coarser(this.firstBin + i, steps) - first]! += count;
      }
      this.counts = counts;
    }
    this.exponent = exponent;
    this.firstBin = first;
    this.empty = false;
  }

  /** Counts `count` values x, which the covered range holds. */
  add(x: number, count: number): void {
    this.counts[binOf(x, powerOfTwo(-this.exponent)) - this.firstBin]! += count;
  }

  /** Adds the first `count` values; ones that are zero or not finite are counted elsewhere. */
  addValues(values: Float32Array, count: number): void {
    const { counts, firstBin } = this;
    const perBin = powerOfTwo(-this.exponent);
    for (let i = 0; i < count; i++) {
      const x = values[i]!;
      if (x !== 0 && x - x === 0) counts[Math.floor(x * perBin) - firstBin]! += 1;
    }
  }

  /** Adds counts of another histogram that is at most as coarse, within the covered range. */
  addCounts(exponent: number, firstBin: number, counts: ArrayLike<number>): void {
    const steps = this.exponent - exponent;
    for (let i = 0; i < counts.length; i++) {
      const count = counts[i]!;
      if (count > 0) this.counts[coarser(firstBin + i, steps) - this.firstBin]! += count;
    }
  }

  /** The histogram at an exponent at least as coarse as its own; counts begin and end with a nonzero one. */
  at(exponent: number): { exponent: number; firstBin: number; counts: number[] } {
    const merged: number[] = [];
    let firstBin = 0;
    const steps = exponent - this.exponent;
    for (let i = 0; i < MOST_BINS; i++) {
      const count = this.counts[i]!;
      if (count === 0) continue;
      const bin = coarser(this.firstBin + i, steps);
      if (merged.length === 0) firstBin = bin;
      while (merged.length <= bin - firstBin) merged.push(0);
      merged[bin - firstBin]! += count;
    }
    return { exponent, firstBin, counts: merged };
  }
}

/** The bin that holds `bin` after `steps` merges of pairs. */
export function coarser(bin: number, steps: number): number {
  return steps > 1023 ? (bin < 0 ? -1 : 0) : Math.floor(bin * powerOfTwo(-steps));
}
