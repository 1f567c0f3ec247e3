import { Atoms } from "./atoms";
import { Bins, exponentFor, FINEST } from "./bins";

/** A tally as it travels between workers: plain numbers and typed arrays, no samples. */
export interface TallyData {
  readonly zeros: number;
  readonly nan: number;
  readonly posInf: number;
  readonly negInf: number;
  /** Over the finite values, Infinity and -Infinity where there is none. */
  readonly min: number;
  readonly max: number;
  /** Distinct values, ascending, and their counts; null where there are more than 512. */
  readonly atoms: { readonly values: Float64Array; readonly counts: Float64Array } | null;
  /** Counts of the finite values that are not zero; null while the atoms say it all. */
  readonly bins: { readonly exponent: number; readonly firstBin: number; readonly counts: Float64Array } | null;
}

/**
 * How often which values occurred: exact zeros, extremes, distinct values while there are few, else bins. Every part
 * is a count or an extreme, so any two tallies add up exactly, in any order.
 */
export class Tally {
  private zeros = 0;
  private nan = 0;
  private posInf = 0;
  private negInf = 0;
  private min = Infinity;
  private max = -Infinity;
  private atoms: Atoms | null = new Atoms();
  private bins: Bins | null = null;

  /** Counts the first `count` values, each `times` times. */
  add(values: Float32Array, count: number, times = 1): void {
    const finite = this.scan(values, count, times);
    if (finite === 0) return;
    const counted = this.atoms === null ? 0 : this.addAtoms(values, count, times);
    if (counted < count) this.addBins(values.subarray(counted, count), times);
  }

  /** Adds another tally. */
  merge(other: TallyData): void {
    this.zeros += other.zeros;
    this.nan += other.nan;
    this.posInf += other.posInf;
    this.negInf += other.negInf;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.atoms !== null) {
      const { values, counts } = other.atoms;
      for (let i = 0; i < values.length; i++) {
        if (this.atoms !== null && !this.atoms.addValue(values[i]!, counts[i]!)) this.spill();
        if (this.atoms === null && values[i] !== 0) this.coveredBins().add(values[i]!, counts[i]!);
      }
    } else if (other.bins !== null) {
      if (this.atoms !== null) this.spill();
      this.coveredBins(other.bins.exponent).addCounts(other.bins.exponent, other.bins.firstBin, other.bins.counts);
    }
  }

  data(): TallyData {
    const { zeros, nan, posInf, negInf, min, max } = this;
    const atoms = this.atoms?.sorted();
    const bins = this.bins?.at(this.bins.exponent);
    return {
      ...{ zeros, nan, posInf, negInf, min, max },
      atoms: atoms ? { values: Float64Array.from(atoms.values), counts: Float64Array.from(atoms.counts) } : null,
      bins: bins ? { exponent: bins.exponent, firstBin: bins.firstBin, counts: Float64Array.from(bins.counts) } : null,
    };
  }

  /** Counts zeros and what is not finite, and widens the extremes; returns how many values are finite. */
  private scan(values: Float32Array, count: number, times: number): number {
    let { min, max } = this;
    let zeros = 0;
    let strange = 0;
    for (let i = 0; i < count; i++) {
      const x = values[i]!;
      if (x - x !== 0) {
        strange += 1;
        if (x !== x) this.nan += times;
        else if (x > 0) this.posInf += times;
        else this.negInf += times;
        continue;
      }
      if (x === 0) zeros += 1;
      if (x < min) min = x;
      if (x > max) max = x;
    }
    this.zeros += zeros * times;
    this.min = min === 0 ? 0 : min;
    this.max = max === 0 ? 0 : max;
    return count - strange;
  }

  /** Counts distinct values until there are too many; returns how many of the values were counted. */
  private addAtoms(values: Float32Array, count: number, times: number): number {
    const atoms = this.atoms!;
    const bits = new Int32Array(values.buffer, values.byteOffset, count);
    for (let i = 0; i < count; i++) {
      const x = values[i]!;
      if (x - x !== 0) continue;
      if (!atoms.add(x === 0 ? 0 : bits[i]!, times)) {
        this.spill();
        return i;
      }
    }
    return count;
  }

  private addBins(values: Float32Array, times: number): void {
    const bins = this.coveredBins();
    if (times === 1) bins.addValues(values, values.length);
    else for (const x of values) if (x !== 0 && x - x === 0) bins.add(x, times);
  }

  /** Turns the atoms into bins, since there are more than 512 of them. */
  private spill(): void {
    const { values, counts } = this.atoms!.sorted();
    this.atoms = null;
    const bins = this.coveredBins();
    values.forEach((value, i) => {
      if (value !== 0) bins.add(value, counts[i]!);
    });
  }

  private coveredBins(atLeast = FINEST): Bins {
    this.bins ??= new Bins();
    this.bins.cover(this.min, this.max, atLeast);
    return this.bins;
  }
}

/** The exponent that the finite values of a tally take. */
export const tallyExponent = ({ min, max }: TallyData): number => exponentFor(min, max);

/** The histogram of a tally at an exponent that is at least its own, zeros included. */
export function histogramOf(
  tally: TallyData,
  exponent: number,
): { exponent: number; firstBin: number; counts: number[] } {
  if (tally.min > tally.max) return { exponent, firstBin: 0, counts: [] };
  const bins = new Bins();
  bins.cover(tally.min, tally.max, exponent);
  if (tally.bins !== null) bins.addCounts(tally.bins.exponent, tally.bins.firstBin, tally.bins.counts);
  if (tally.atoms !== null) tally.atoms.values.forEach((value, i) => bins.add(value, tally.atoms!.counts[i]!));
  else bins.add(0, tally.zeros);
  return bins.at(exponent);
}
