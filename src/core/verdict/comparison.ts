import type { ActivationSummary, LayerReport, Mode, Report } from "../../formats/index";
import type { TrainingMode } from "../kinds/kind";
import { scaleOf } from "../scale";
import { tooFew } from "./sites";

/** What may be said about a mean in training against eval. */
export type ComparedAs = "equal" | "different" | "tooFew" | "fewTrials" | "oneTrial" | "nonFinite" | "unseen";

/** How far a mean lies from eval's, in the unit that formats.md allows. */
export interface Measure {
  /** A share of eval's mean, units of eval's standard deviation, or the activation's own unit. */
  readonly unit: "ratio" | "sd" | "absolute";
  readonly value: number;
}

/** A mean in training against eval's. */
export interface Comparison {
  readonly verdict: ComparedAs;
  /** Null where a value is not finite, or one of the two modes does not come by. */
  readonly measure: Measure | null;
}

const EQUAL_STANDARD_ERRORS = 4;
const CONTRADICTION_STANDARD_ERRORS = 5;
/** Rounding to float32 makes a difference of this share of the larger root mean square. */
const ROUNDING = 1e-5;
/** Ratios of two scales of float32 are smaller; one beyond it says that a number is broken, and nothing of dropout. */
const MOST = 1e100;
/** From so many trials on, four standard errors by Student's t are four of a normal distribution within half a percent. */
const MANY = 1_000;

/** A ratio; null where it says nothing. */
const ratioOf = (a: number, b: number): number | null => (Math.abs(a / b) < MOST ? a / b : null);

/** How many values are NaN or infinite. */
export function nonFiniteCount({ nonFinite }: ActivationSummary): number {
  return nonFinite ? nonFinite.nan + nonFinite.posInf + nonFinite.negInf : 0;
}

/** Whether a mode of a real model does not come by a layer: a dropout that code skips in evaluation, for instance. */
export const isUnseen = ({ count }: Pick<ActivationSummary, "count">): boolean => count === 0;

/** The standard deviation; null where no value is finite. */
export function sdOf({ variance }: Pick<ActivationSummary, "variance">): number | null {
  return variance === null ? null : Math.sqrt(Math.max(0, variance));
}

/** Trials that a layer's standard errors come from; where its units vary, all of the report. */
function trialsOf(report: Report, { units, modes }: LayerReport): number {
  if (units !== null) return Math.max(modes.eval.count, modes.train.count) / units;
  return report.kind === "probe"
    ? report.runs.reduce((sum, { batches, passes }) => sum + batches * passes, 0)
    : Infinity;
}

/**
 * How many standard errors a distance is. Of few trials a standard error is itself uncertain, and four of them would be
 * exceeded by chance in 16 % of the runs of two trials; so what is to be called different counts as the multiple of a normal distribution
 * that is as rare as it is by Student's t: z = sqrt(n ln(1 + t^2/n)) (8n + 1)/(8n + 3), n = trials - 1 (Wallace 1959).
 */
function standardErrors(distance: number, standardError: number, trials: number): number {
  if (distance <= 0) return 0;
  const t = distance / standardError;
  const n = trials - 1;
  if (!(n >= 1 && n < MANY)) return t;
  return Math.sqrt(n * Math.log1p((t * t) / n)) * ((8 * n + 1) / (8 * n + 3));
}

/** Whether a ratio to eval's mean leads: the mean says scale here, and lies further from 0 than four standard errors. */
export function allowsRatio(report: Report, layer: LayerReport): boolean {
  const { mean, meanStandardError } = layer.modes.eval;
  if (scaleOf(layer) !== "mean" || mean === null || meanStandardError === null) return false;
  return standardErrors(Math.abs(mean), meanStandardError, trialsOf(report, layer)) > EQUAL_STANDARD_ERRORS;
}

function measureOf(report: Report, layer: LayerReport, difference: number): Measure {
  const reference = layer.modes.eval;
  const sd = sdOf(reference) ?? 0;
  const unit = allowsRatio(report, layer) ? "ratio" : "sd";
  const value = ratioOf(difference, unit === "ratio" ? (reference.mean ?? 0) : sd);
  return value === null ? { unit: "absolute", value: difference } : { unit, value };
}

/** Compares the mean of a training mode with eval's. */
export function compareMean(report: Report, layer: LayerReport, index: number, mode: TrainingMode): Comparison {
  const { differenceFromEval: difference, rootMeanSquare } = layer.modes[mode];
  if (isUnseen(layer.modes.eval) || isUnseen(layer.modes[mode])) return { verdict: "unseen", measure: null };
  if (difference === undefined) return { verdict: "nonFinite", measure: null };
  const measure = measureOf(report, layer, difference.mean);
  if (tooFew(report, index)) return { verdict: "tooFew", measure };
  if (difference.standardError === null) return { verdict: "oneTrial", measure };
  const rounding = ROUNDING * Math.max(rootMeanSquare ?? 0, layer.modes.eval.rootMeanSquare ?? 0);
  const distance = Math.abs(difference.mean) - rounding;
  if (distance <= EQUAL_STANDARD_ERRORS * difference.standardError) return { verdict: "equal", measure };
  const errors = standardErrors(distance, difference.standardError, trialsOf(report, layer));
  return { verdict: errors > EQUAL_STANDARD_ERRORS ? "different" : "fewTrials", measure };
}

/** Whether a measured mean contradicts its prediction: beyond five standard errors and float32 rounding. */
export function contradictsPrediction(report: Report, layer: LayerReport, index: number, mode: TrainingMode): boolean {
  const { mean, meanStandardError, predicted, rootMeanSquare } = layer.modes[mode];
  if (predicted === undefined || mean === null || meanStandardError === null || tooFew(report, index)) return false;
  const predictedRms = Math.sqrt(Math.max(0, predicted.variance) + predicted.mean ** 2);
  const rounding = ROUNDING * Math.max(rootMeanSquare ?? 0, predictedRms);
  const distance = Math.abs(mean - predicted.mean) - rounding;
  return standardErrors(distance, meanStandardError, trialsOf(report, layer)) > CONTRADICTION_STANDARD_ERRORS;
}

/** Root mean square relative to eval's, 1 for the same; null where eval's is zero or a value is not finite. */
export function rmsRatio(layer: LayerReport, mode: Mode): number | null {
  const { rootMeanSquare } = layer.modes[mode];
  const reference = layer.modes.eval.rootMeanSquare;
  if (rootMeanSquare === null || reference === null || reference === 0) return null;
  if (nonFiniteCount(layer.modes[mode]) + nonFiniteCount(layer.modes.eval) > 0) return null;
  return ratioOf(rootMeanSquare, reference);
}

/** Mean relative to eval's, 1 for the same; null where formats.md allows no ratio or a value is not finite. */
export function meanRatio(report: Report, layer: LayerReport, mode: Mode): number | null {
  const { mean } = layer.modes[mode];
  if (mean === null || layer.modes.eval.mean === null || !allowsRatio(report, layer)) return null;
  if (nonFiniteCount(layer.modes[mode]) > 0) return null;
  return mode === "eval" ? 1 : ratioOf(mean, layer.modes.eval.mean);
}
