import { addLanes, ShiftedSums, SUM_LANES, writeSums } from "../statistics/moments";
import { Tally, type TallyData } from "../statistics/tally";
import type { Doubles, Floats, Recorder, Reference, Size, TrialSums } from "../run/kernels";

/** Gathers one slot's activations value by value. */
export class PlainRecorder implements Recorder {
  private readonly tally = new Tally();
  private readonly trialSums = new PlainTrialSums();
  private begun = false;
  private finite = 0;
  private shift = 0;
  private sum = 0;
  private squares = 0;
  private distance = 0;

  add({ view }: Floats, { trials, units }: Size, means: Doubles, reference: Reference | null): void {
    for (let i = 0; i < trials * units; i++) this.tally.add(view[i]!, 1);
    if (!this.begun) {
      const first = view[0]!;
      this.shift = first - first === 0 ? first : 0;
      this.begun = true;
    }
    for (let t = 0; t < trials; t++) means.view[t] = this.trial(view.subarray(t * units, (t + 1) * units));
    this.trialSums.add(means, reference?.means ?? null, trials);
    if (!reference) return;
    // Of one unit all trials are summed as one trial of so many units.
    if (units === 1) this.compare(view, 0, trials, reference.values.view, reference.stride);
    else {
      for (let t = 0; t < trials; t++) {
        const [own, other] = [t * units, t * reference.stride];
        this.compare(view.subarray(own), other, units, reference.values.view, 1);
      }
    }
  }

  block(target: Float64Array, at: number): void {
    writeSums(target, at, this.finite, this.shift, this.sum, this.squares);
    this.trialSums.block(target, at + 3);
    target[at + 8] = this.distance;
  }

  nextBlock(): void {
    this.begun = false;
    this.finite = this.sum = this.squares = this.distance = 0;
    this.trialSums.reset();
  }

  counts(): TallyData {
    return this.tally.data();
  }

  restart(): void {
    this.tally.clear();
    this.nextBlock();
  }

  /** Adds squared differences from eval's values, which begin at `from`, by lanes. */
  private compare(x: Float32Array, from: number, count: number, evaluated: Float32Array, step: number): void {
    const squares = new Float64Array(SUM_LANES);
    for (let i = 0; i < count; i++) {
      const d = Math.fround(x[i]! - evaluated[from + i * step]!);
      squares[i % SUM_LANES]! += d * d;
    }
    this.distance += addLanes(squares);
  }

  /** Adds one trial's finite values, by lanes of its units, and returns their mean: 0 where there is none. */
  private trial(values: Float32Array): number {
    const sums = new Float64Array(SUM_LANES);
    const squares = new Float64Array(SUM_LANES);
    let finite = 0;
    values.forEach((x, i) => {
      if (x - x !== 0) return;
      const d = x - this.shift;
      sums[i % SUM_LANES]! += d;
      squares[i % SUM_LANES]! += d * d;
      finite += 1;
    });
    const sum = addLanes(sums);
    this.finite += finite;
    this.sum += sum;
    this.squares += addLanes(squares);
    return finite === 0 ? 0 : this.shift + sum / finite;
  }
}

/** Trial means and paired differences, one after the other. */
export class PlainTrialSums implements TrialSums {
  private readonly means = new ShiftedSums();
  private readonly differences = new ShiftedSums();

  add(means: Doubles, evalMeans: Doubles | null, trials: number): void {
    for (let t = 0; t < trials; t++) {
      this.means.add(means.view[t]!);
      if (evalMeans) this.differences.add(means.view[t]! - evalMeans.view[t]!);
    }
  }

  block(target: Float64Array, at: number): void {
    this.means.write(target, at);
    this.differences.writeSpread(target, at + 3);
  }

  reset(): void {
    this.means.reset();
    this.differences.reset();
  }
}
