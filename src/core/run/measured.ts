import { addMoments, noMoments, type Moments } from "../statistics/moments";
import type { TallyData } from "../statistics/tally";

/** What a slot has: moments of values, of means of trials, of paired differences from eval; and its noise. */
export interface SlotMoments {
  readonly values: Moments;
  readonly trials: Moments;
  readonly differences: Moments;
  /** The sum of squared differences of values from eval's. */
  noise: number;
}
/** What one slot measured over all trials so far. */
export interface Measured {
  readonly moments: SlotMoments;
  readonly tally: TallyData;
}

/** No trials yet. */
export const none = (): SlotMoments => ({
  values: noMoments(),
  trials: noMoments(),
  differences: noMoments(),
  noise: 0,
});

/** Adds the numbers of `Recorder.block`, which begin at `at`. */
export function addNumbers(into: SlotMoments, numbers: ArrayLike<number>, at = 0): void {
  addMoments(into.values, numbers[at]!, numbers[at + 1]!, numbers[at + 2]!);
  addMoments(into.trials, numbers[at + 3]!, numbers[at + 4]!, numbers[at + 5]!);
  addMoments(into.differences, numbers[at + 3]!, numbers[at + 6]!, numbers[at + 7]!);
  into.noise += numbers[at + 8]!;
}

/** Writes moments as the numbers of `Recorder.block`. */
export function writeNumbers(
  target: Float64Array,
  at: number,
  { values, trials, differences, noise }: SlotMoments,
): void {
  target.set([values.n, values.mean, values.m2], at);
  target.set([trials.n, trials.mean, trials.m2, differences.mean, differences.m2, noise], at + 3);
}

/** Adds one set of moments to another. */
export function addAll(into: SlotMoments, other: SlotMoments): void {
  addMoments(into.values, other.values.n, other.values.mean, other.values.m2);
  addMoments(into.trials, other.trials.n, other.trials.mean, other.trials.m2);
  addMoments(into.differences, other.differences.n, other.differences.mean, other.differences.m2);
  into.noise += other.noise;
}

/** A copy that can be added to. */
export const copy = ({ values, trials, differences, noise }: SlotMoments): SlotMoments => ({
  values: { ...values },
  trials: { ...trials },
  differences: { ...differences },
  noise,
});
