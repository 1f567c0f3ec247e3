import { ShiftedSums, momentsOfSums, type Moments } from "../statistics/moments";
import { Tally, type TallyData } from "../statistics/tally";

/** The moments of one block of trials, as numbers that travel. */
export const BLOCK_NUMBERS = 8;

/** Mean over units of one trial, about a shift: equal trials give equal means, bit for bit. */
const meanAbout = (shift: number, sum: number, units: number): number => shift + sum / units;

/** Gathers one slot's activations: a tally over all trials, and moments block by block. */
export class Recorder {
  private tally = new Tally();
  /** Trials since the last `restart`. */
  trials = 0;
  private readonly trialMeans = new ShiftedSums();
  private readonly differences = new ShiftedSums();
  private begun = false;
  private finite = 0;
  private shift = 0;
  private sum = 0;
  private squares = 0;

  constructor(private readonly units: number) {}

  /**
   * Takes the activations of `trials` trials, [trials][units], and writes each trial's mean over units to `means`;
   * `evalMeans` are those of eval, of which the paired differences are taken.
   */
  add(values: Float32Array, trials: number, means: Float64Array, evalMeans: Float64Array | null): void {
    const { units } = this;
    this.tally.add(values, trials * units);
    this.trials += trials;
    if (!this.begun) {
      const first = values[0]!;
      this.shift = first - first === 0 ? first : 0;
      this.begun = true;
    }
    for (let t = 0; t < trials; t++) {
      means[t] = this.trial(values, t * units);
      this.trialMeans.add(means[t]!);
      if (evalMeans) this.differences.add(means[t]! - evalMeans[t]!);
    }
  }

  /** The block's moments: values (n, mean, M2), trial means (n, mean, M2), differences (mean, M2). */
  block(): number[] {
    const values = momentsOfSums(this.finite, this.shift, this.sum, this.squares);
    const trials = this.trialMeans.moments();
    const differences = this.differences.moments();
    return [...numbersOf(values), ...numbersOf(trials), differences.mean, differences.m2];
  }

  /** Begins the next block; the tally goes on. */
  nextBlock(): void {
    this.begun = false;
    this.finite = this.sum = this.squares = 0;
    this.trialMeans.reset();
    this.differences.reset();
  }

  /** The tally since the last `restart`. */
  counts(): TallyData {
    return this.tally.data();
  }

  restart(): void {
    this.tally = new Tally();
    this.trials = 0;
    this.nextBlock();
  }

  private trial(values: Float32Array, from: number): number {
    const { units, shift } = this;
    let sum = 0;
    let squares = 0;
    for (let i = from; i < from + units; i++) {
      const d = values[i]! - shift;
      sum += d;
      squares += d * d;
    }
    // An infinity or NaN spoils the sum; so may a huge value, whose square float64 still holds.
    if (sum - sum !== 0) return this.strangeTrial(values, from);
    this.finite += units;
    this.sum += sum;
    this.squares += squares;
    return meanAbout(shift, sum, units);
  }

  /** A trial with values that are not finite: moments of the others. */
  private strangeTrial(values: Float32Array, from: number): number {
    let sum = 0;
    let finite = 0;
    for (let i = from; i < from + this.units; i++) {
      const x = values[i]!;
      if (x - x !== 0) continue;
      const d = x - this.shift;
      finite += 1;
      sum += d;
      this.squares += d * d;
    }
    this.finite += finite;
    this.sum += sum;
    return finite === 0 ? 0 : meanAbout(this.shift, sum, finite);
  }
}

const numbersOf = ({ n, mean, m2 }: Moments): number[] => [n, mean, m2];
