import type { ActivationSummary, LayerReport, Mode } from "../formats/index";

/** Which quantity says how large a layer's values are; null where none does. */
export type Scale = "mean" | "rootMeanSquare" | null;

/** The most values of the other sign where the mean is the scale: one in so many. */
const ONE_IN = 100;

/**
 * Which of mean and root mean square says scale here. The mean: at most 1 in 100 of eval's finite values other than 0 has
 * the other sign, counted from the histogram, of which 0 is always a bin's edge. Null: eval is all zero, or has no finite
 * value. Else the root mean square: a mean over values of both signs is one over unlike neurons of one random draw.
 */
export function decideScale({ histogram, zeros }: ActivationSummary): Scale {
  let negative = 0;
  let positive = -zeros;
  histogram.counts.forEach((count, i) => {
    if (histogram.firstBin + i < 0) negative += count;
    else positive += count;
  });
  if (negative + positive <= 0) return null;
  return ONE_IN * Math.min(negative, positive) <= negative + positive ? "mean" : "rootMeanSquare";
}

/** What a layer's scale is: as its report says it, else, of an older one, decided now. */
export const scaleOf = ({ scale, modes }: LayerReport): Scale =>
  scale === undefined ? decideScale(modes.eval) : scale;

/** How far single values lie from eval's, and in what. */
export interface Noise {
  /** A share of eval's root mean square, or the activation's own unit where that is 0. */
  readonly unit: "ratio" | "absolute";
  readonly value: number;
}

/** What a mode of training adds to single values, trial by trial; null where a report does not say it. */
export function noiseOf({ modes }: LayerReport, mode: Exclude<Mode, "eval">): Noise | null {
  const value = modes[mode].differenceFromEval?.rootMeanSquare;
  const reference = modes.eval.rootMeanSquare;
  if (value === undefined || reference === null) return null;
  return reference === 0 ? { unit: "absolute", value } : { unit: "ratio", value: value / reference };
}
