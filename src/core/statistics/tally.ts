import { Atoms } from "./atoms";
import { Bins, exponentFor } from "./bins";

/**
 * A tally as it travels between workers: numbers, no samples. Arrays of few numbers are plain ones: the memory of typed ones
 * is outside the heap, whose collector then sees no reason to come, and a long run would pile them up.
 */
export interface TallyData {
  readonly zeros: number;
  readonly nan: number;
  readonly posInf: number;
  readonly negInf: number;
  /** Over the finite values, Infinity and -Infinity where there is none. */
  readonly min: number;
  readonly max: number;
  /** Distinct values, ascending, and their counts; null where there are more than 512. */
  readonly atoms: { readonly values: readonly number[]; readonly counts: readonly number[] } | null;
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
  private bins: Bins | null = null;

  /** Forgets everything. What holds nothing is kept: a recorder begins anew with each slice, and seldom used it. */
  clear(): void {
    this.nan = this.posInf = this.negInf = 0;
    if (this.atoms?.size === 0) return;
    this.atoms = new Atoms();
    this.bins = null;
  }

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
    const bins = this.binned();
    bins.cover(min, max);
    return bins;
  }

  /** Adds counts of the bins that `cover` gave last, and of exact zeros. */
  addBinned(counts: Float64Array, zeros: number): void {
    const bins = this.binned();
    bins.addCounts(bins.exponent, bins.firstBin, counts);
    bins.add(0, zeros);
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
      const bins = this.binned();
      bins.add(0, other.zeros);
      bins.cover(min, max, exponent);
      bins.addCounts(exponent, firstBin, counts);
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
        atoms: { values, counts },
        bins: null,
      };
    }
    const bins = this.binned();
    const { zeros, min, max } = bins;
    const { exponent, firstBin, counts } = bins.histogram();
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
    if (!this.atoms?.add(x, count)) this.binned().add(x, count);
  }

  /** The bins, made of the atoms where there are none yet: from the 513th distinct value on. */
  private binned(): Bins {
    if (this.bins !== null) return this.bins;
    const bins = (this.bins = new Bins());
    const { values, counts } = this.atoms!.sorted();
    values.forEach((value, i) => bins.add(value, counts[i]!));
    this.atoms = null;
    return bins;
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
