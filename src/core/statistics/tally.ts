import { Atoms } from "./atoms";
import { Bins, exponentFor } from "./bins";

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
  readonly bins: {
    readonly exponent: number;
    readonly firstBin: number;
    readonly counts: Float64Array;
    /** Extremes of these values. */
    readonly min: number;
    readonly max: number;
  } | null;
}

/**
 * How often which values occurred: distinct values while there are few, else zeros, extremes and bins. Every part is a
 * count or an extreme, so any two tallies add up exactly, in any order.
 */
export class Tally {
  private nan = 0;
  private posInf = 0;
  private negInf = 0;
  /** While there are atoms, everything follows from them and nothing is binned. */
  private atoms: Atoms | null = new Atoms();
  private bins = new Bins();

  /** Counts a value `count` times. */
  add(x: number, count: number): void {
    if (x !== x) this.nan += count;
    else if (x === Infinity) this.posInf += count;
    else if (x === -Infinity) this.negInf += count;
    else this.addFinite(x, count);
  }

  /**
   * Makes room in bins for values other than zero from min to max, where there are more than 512 distinct ones; for counts
   * that are to come by `addBinned`. Gives the bins as they are now: the first one's number and the width's exponent.
   */
  cover(min: number, max: number): { readonly exponent: number; readonly firstBin: number } {
    this.spill();
    this.bins.cover(min, max);
    return this.bins;
  }

  /** Adds counts of the bins that `cover` gave last, and of exact zeros. */
  addBinned(counts: Float64Array, zeros: number): void {
    const { exponent, firstBin } = this.bins;
    this.bins.addCounts(exponent, firstBin, counts);
    this.bins.add(0, zeros);
  }

  /** Adds another tally. */
  merge(other: TallyData): void {
    this.nan += other.nan;
    this.posInf += other.posInf;
    this.negInf += other.negInf;
    if (other.atoms !== null) {
      const { values, counts } = other.atoms;
      for (let i = 0; i < values.length; i++) this.addFinite(values[i]!, counts[i]!);
    } else if (other.bins !== null) {
      const { exponent, firstBin, counts, min, max } = other.bins;
      this.spill();
      this.bins.add(0, other.zeros);
      this.bins.cover(min, max, exponent);
      this.bins.addCounts(exponent, firstBin, counts);
    }
  }

  data(): TallyData {
    const { nan, posInf, negInf } = this;
    if (this.atoms !== null) {
      const { values, counts } = this.atoms.sorted();
      return {
        zeros: counts[values.indexOf(0)] ?? 0,
        ...{ nan, posInf, negInf },
        min: values[0] ?? Infinity,
        max: values.at(-1) ?? -Infinity,
        atoms: { values: Float64Array.from(values), counts: Float64Array.from(counts) },
        bins: null,
      };
    }
    const { zeros, min, max } = this.bins;
    const { exponent, firstBin, counts } = this.bins.histogram();
    return {
      zeros,
      ...{ nan, posInf, negInf },
      min: zeros > 0 ? Math.min(0, min) : min,
      max: zeros > 0 ? Math.max(0, max) : max,
      atoms: null,
      bins: { exponent, firstBin, counts: Float64Array.from(counts), min, max },
    };
  }

  private addFinite(x: number, count: number): void {
    if (this.atoms?.add(x, count)) return;
    this.spill();
    this.bins.add(x, count);
  }

  /** Turns the atoms into bins, since there are more than 512 of them. */
  private spill(): void {
    if (this.atoms === null) return;
    const { values, counts } = this.atoms.sorted();
    this.atoms = null;
    values.forEach((value, i) => this.bins.add(value, counts[i]!));
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
  const { atoms, bins: own, zeros } = tally;
  if (own !== null) bins.addCounts(own.exponent, own.firstBin, own.counts);
  if (atoms !== null) bins.binAll(atoms.values, atoms.counts);
  else bins.binAll([0], [zeros]);
  return bins.histogram();
}
