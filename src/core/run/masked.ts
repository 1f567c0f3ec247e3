import { writeSums } from "../statistics/moments";
import { Tally, type TallyData } from "../statistics/tally";
import type { Doubles, Floats, Kernels, MaskedSums, Recorder, TrialSums } from "./kernels";

/** The first dropout over a fixed input: masks of the same numbers in every trial. */
export interface MaskedInput {
  /** Sets 0 and 1 are the input itself and what training makes of it; then, on the path "lattice", one a unit. */
  readonly sums: MaskedSums;
  /**
   * What is kept in each mode. Null where not all of it is finite: then the values are written out and recorded one by
   * one.
   */
  readonly values: { readonly train: Float32Array; readonly unscaledTrain: Float32Array } | null;
}

/** The sets of `MaskedInput.sums`. */
export const MASKED_SETS = { unscaledTrain: 0, train: 1, firstUnit: 2 } as const;

/** Makes ready the first dropout over a fixed input x, and the lattice products [units][fan_in] that follow it. */
export function maskedInputOf(
  kernels: Kernels,
  input: Floats,
  scale: number,
  products: readonly Float64Array[],
): MaskedInput {
  // Copies, made before more room is asked for: a view of the kernels' memory dies when that grows.
  const unscaledTrain = input.view.slice();
  const train = unscaledTrain.map((value) => value * scale);
  const finite = [unscaledTrain, train].every((values) => values.every((value) => value - value === 0));
  return {
    sums: kernels.maskedSums([Float64Array.from(unscaledTrain), Float64Array.from(train), ...products]),
    values: finite ? { train, unscaledTrain } : null,
  };
}

/** What each input contributes to each output: w[j][k] x[k] in float64; a zero input contributes nothing. */
export const latticeProducts = (weight: Float32Array, x: Float32Array): Float64Array[] =>
  Array.from({ length: weight.length / x.length }, (_, unit) =>
    Float64Array.from(x, (value, k) => (value === 0 ? 0 : weight[unit * x.length + k]! * value)),
  );

/** Squared differences from eval: the sums of a trial that keeps everything, and of one that keeps nothing. */
interface Squares {
  readonly kept: number;
  readonly dropped: number;
  /** Of each input, how much more it is where it is kept. */
  readonly excess: Doubles;
}

function squaresOf(values: Float32Array, evaluated: Float32Array, excess: Doubles): Squares {
  let [kept, dropped] = [0, 0];
  values.forEach((value, k) => {
    const x = evaluated[k]!;
    const square = (value - x) * (value - x);
    kept += square;
    dropped += x * x;
    excess.view[k] = square - x * x;
  });
  return { kept, dropped, excess };
}

/**
 * Gathers one mode of a dropout over a fixed input without looking at its values: input k is values[k] where kept and 0
 * where dropped, so the counts of what was kept say it all, but for the spread between trials.
 */
export class MaskedRecorder implements Omit<Recorder, "add"> {
  private readonly trialSums: TrialSums;
  /** The counts of what was kept at the beginning of the slice; they go on, modulo 2^32. */
  private readonly keptBefore: Int32Array;
  /** How often the first input was kept before the block. */
  private firstBefore = 0;
  private readonly squares: Squares;
  private readonly trials = { block: 0, slice: 0 };
  /** How far the values lie from the shift. */
  private readonly deviations: Doubles;
  private shift = 0;

  constructor(
    kernels: Kernels,
    private readonly sums: MaskedSums,
    private readonly set: number,
    private readonly values: Float32Array,
    /** What eval has of them. */
    evaluated: Float32Array,
  ) {
    this.trialSums = kernels.trialSums();
    this.keptBefore = sums.kept().slice();
    this.deviations = kernels.doubles(values.length);
    this.squares = squaresOf(values, evaluated, kernels.doubles(values.length));
    this.deviations.view.set(values);
  }

  /** Takes the batch whose masks `sums` took last. */
  add(trials: number, evalMeans: Doubles): void {
    this.trialSums.add(this.sums.means(this.set), evalMeans, trials);
    this.trials.block += trials;
    this.trials.slice += trials;
  }

  block(target: Float64Array, at: number): void {
    const numbers = this.trials.block * this.values.length;
    // A value that occurs in this block, so that a block of equal values has the variance 0.
    const shift = this.sums.kept()[0] === this.firstBefore ? 0 : this.values[0]!;
    this.shiftTo(shift);
    const kept = this.sums.keptSums(this.deviations);
    const dropped = numbers - kept[0]!;
    writeSums(target, at, numbers, shift, kept[1]! - dropped * shift, kept[2]! + dropped * (shift * shift));
    this.trialSums.block(target, at + 3);
    target[at + 8] = this.noise();
  }

  /** The squared differences from eval's values, of what was kept and of what was dropped. */
  private noise(): number {
    const { kept, dropped, excess } = this.squares;
    const trials = this.trials.block;
    const [count, sum] = this.sums.keptSums(excess);
    // Where nothing was dropped, the difference of two sums would be near 0 and not 0.
    return count === trials * this.values.length ? trials * kept : Math.max(0, trials * dropped + sum!);
  }

  nextBlock(): void {
    this.sums.nextBlock();
    this.firstBefore = this.sums.kept()[0]!;
    this.trials.block = 0;
    this.trialSums.reset();
  }

  counts(): TallyData {
    const tally = new Tally();
    const keptNow = this.sums.kept();
    let zeros = this.trials.slice * this.values.length;
    this.values.forEach((value, k) => {
      const kept = (keptNow[k]! - this.keptBefore[k]!) | 0;
      if (kept > 0) tally.add(value, kept);
      zeros -= kept;
    });
    if (zeros > 0) tally.add(0, zeros);
    return tally.data();
  }

  restart(): void {
    this.keptBefore.set(this.sums.kept());
    this.trials.slice = 0;
    this.nextBlock();
  }

  private shiftTo(shift: number): void {
    if (shift === this.shift) return;
    this.shift = shift;
    const { view } = this.deviations;
    this.values.forEach((value, k) => (view[k] = value - shift));
  }
}
