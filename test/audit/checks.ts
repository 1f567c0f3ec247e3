import { layerSentence } from "../../src/figure/index";
import { compareMean, contradictsPrediction, dropRate, type Comparison } from "../../src/core/index";
import { isDropout, type ActivationSummary, type ExploreReport, type LayerReport } from "../../src/formats/index";

/**
 * How many standard errors a distance is, as rare as so many of a normal distribution: of few trials a standard error is
 * itself uncertain, which Student's t says (Wallace 1959: z = sqrt(n ln(1 + t^2 / n)) (8n + 1)/(8n + 3)).
 */
function score(distance: number, error: number, trials: number): number {
  if (distance <= 0) return 0;
  const freedom = Math.max(1, trials - 1);
  return Math.sqrt(freedom * Math.log1p((distance / error) ** 2 / freedom)) * ((8 * freedom + 1) / (8 * freedom + 3));
}
const trialsOf = (report: ExploreReport): number => report.runs.reduce((sum, { trials }) => sum + trials, 0);

/** How often a normal number lies beyond 4 and 5 standard deviations: the error rates that formats.md states. */
const BEYOND_4 = 6.3e-5;
const BEYOND_5 = 5.7e-7;
const ROUNDING = 1e-5;
const MODES = ["unscaledTrain", "train"] as const;
type TrainingMode = (typeof MODES)[number];

/** What the product says, as a statement that a longer run can contradict. */
export const CHECKS = {
  difference: { allowed: BEYOND_4, what: "difference from eval within 4 standard errors of the long run's" },
  equal: { allowed: BEYOND_4, what: '"equal" is not a difference of more than 8 standard errors' },
  different: { allowed: BEYOND_4, what: '"different" is different in the long run, to the same side' },
  ratio: { allowed: BEYOND_4, what: "ratio to eval within 4 standard errors of the long run's" },
  flagged: { allowed: BEYOND_5, what: "a mean that contradicts its prediction (none does: predictions are exact)" },
  predictedMean: { allowed: BEYOND_5, what: "predicted mean within 5 standard errors of the long run" },
  predictedVariance: { allowed: BEYOND_4, what: "predicted variance within sampling error of the long run" },
  noise: { allowed: BEYOND_4, what: "noise of the first dropout within sampling error of its closed form" },
  headline: { allowed: BEYOND_4, what: "the quantity that says scale is the long run's" },
  sentence: { allowed: 0, what: "the sentence says what verdict, ratio and flags say" },
} as const;
export type Check = keyof typeof CHECKS;

/** One statement of a short run, held against a long one. */
export interface Finding {
  readonly check: Check;
  readonly ok: boolean;
  readonly detail: string;
}

/** A long run: the whole, and the parts it is merged from, whose scatter says how far its variances can be trusted. */
export interface LongRun {
  readonly whole: ExploreReport;
  readonly parts: readonly ExploreReport[];
}

/** Everything that a short run says of one layer, against a long run with other seeds. */
export function findingsOf(short: ExploreReport, long: LongRun, index: number): Finding[] {
  return [
    ...headline(short, long, index),
    ...MODES.flatMap((mode) => [
      ...verdicts(short, long.whole, index, mode),
      ...predictions(short, long, index, mode),
      ...noise(long, index, mode),
      sentence(short, index, mode),
    ]),
  ];
}

const layerOf = (report: ExploreReport, index: number): LayerReport => report.layers[index]!;
const summaryOf = (report: ExploreReport, index: number, mode: TrainingMode): ActivationSummary =>
  layerOf(report, index).modes[mode];
const compare = (report: ExploreReport, index: number, mode: TrainingMode): Comparison =>
  compareMean(report, layerOf(report, index), index, mode);

function verdicts(short: ExploreReport, long: ExploreReport, index: number, mode: TrainingMode): Finding[] {
  const [said, truth] = [compare(short, index, mode), compare(long, index, mode)];
  const [a, b] = [summaryOf(short, index, mode), summaryOf(long, index, mode)];
  const [d, D] = [a.differenceFromEval, b.differenceFromEval];
  if ((said.verdict !== "equal" && said.verdict !== "different") || !d || !D) return [];
  if (truth.verdict !== "equal" && truth.verdict !== "different") return [];
  const rounding = ROUNDING * Math.max(b.rootMeanSquare ?? 0, layerOf(long, index).modes.eval.rootMeanSquare ?? 0);
  const error = Math.hypot(d.standardError ?? 0, D.standardError ?? 0);
  const detail = `${mode}: ${d.mean} ± ${d.standardError ?? 0}, long ${D.mean} ± ${D.standardError ?? 0}`;
  const findings: Finding[] = [
    { check: "difference", ok: score(Math.abs(d.mean - D.mean) - rounding, error, trialsOf(short)) <= 4, detail },
    said.verdict === "equal"
      ? { check: "equal", ok: Math.abs(D.mean) <= 4 * (d.standardError ?? 0) + 4 * error + rounding, detail }
      : { check: "different", ok: truth.verdict === "different" && d.mean * D.mean > 0, detail },
  ];
  if (said.measure?.unit === "ratio") findings.push(ratio(short, long, index, mode));
  return findings;
}

function ratio(short: ExploreReport, long: ExploreReport, index: number, mode: TrainingMode): Finding {
  const of = (report: ExploreReport) => {
    const { eval: reference, [mode]: summary } = layerOf(report, index).modes;
    const scale = Math.abs(reference.mean ?? 1);
    const value = (summary.differenceFromEval?.mean ?? 0) / (reference.mean ?? 1);
    const error = Math.hypot(
      (summary.differenceFromEval?.standardError ?? 0) / scale,
      (value * (reference.meanStandardError ?? 0)) / scale,
    );
    return { value, error, rounding: (ROUNDING * (reference.rootMeanSquare ?? 0)) / scale };
  };
  const [a, b] = [of(short), of(long)];
  // A ratio of two means that are uncertain scatters more to one side: to second order.
  const error = Math.hypot(a.error, b.error) * (1 + 4 * a.error);
  return {
    check: "ratio",
    ok: score(Math.abs(a.value - b.value) - a.rounding - b.rounding, error, trialsOf(short)) <= 4,
    detail: `${mode}: ${a.value} ± ${a.error}, long ${b.value} ± ${b.error}`,
  };
}

function predictions(short: ExploreReport, { whole, parts }: LongRun, index: number, mode: TrainingMode): Finding[] {
  const detailOf = (report: ExploreReport): string => {
    const { mean, meanStandardError, predicted } = summaryOf(report, index, mode);
    return `${mode}: ${String(mean)} ± ${String(meanStandardError)}, predicted ${String(predicted?.mean)}`;
  };
  const { predicted, variance, rootMeanSquare } = summaryOf(whole, index, mode);
  if (!predicted || variance === null) return [];
  const findings: Finding[] = [
    {
      check: "flagged",
      ok: !contradictsPrediction(short, layerOf(short, index), index, mode),
      detail: detailOf(short),
    },
    {
      check: "predictedMean",
      ok: !contradictsPrediction(whole, layerOf(whole, index), index, mode),
      detail: detailOf(whole),
    },
  ];
  if (parts.some((part) => compare(part, index, mode).verdict === "tooFew")) return findings;
  // Measured predictions differ from part to part, so it is the part's own distance that scatters.
  const distances = parts.map((part) => {
    const own = summaryOf(part, index, mode);
    return (own.variance ?? 0) - (own.predicted?.variance ?? 0);
  });
  const mean = distances.reduce((sum, x) => sum + x, 0) / distances.length;
  const spread = distances.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (distances.length - 1);
  // Student's t: with n parts, 6.3e-5 lie beyond this many standard errors (n = 20: 5.1).
  const ok = Math.abs(mean) <= 5.1 * Math.sqrt(spread / distances.length) + ROUNDING * (rootMeanSquare ?? 0) ** 2;
  const detail = `${mode}: ${variance}, predicted ${predicted.variance}, distance ${mean} ± ${Math.sqrt(spread / distances.length)}`;
  return [...findings, { check: "predictedVariance", ok, detail }];
}

/** At p and q = 1 - p the noise of the first dropout is p/q of eval's mean square in train, and p of it unscaled. */
function noise({ whole, parts }: LongRun, index: number, mode: TrainingMode): Finding[] {
  const { layers } = whole.spec;
  const layer = layers[index]!;
  if (!isDropout(layer) || layers.findIndex(isDropout) !== index) return [];
  const { P, q } = dropRate(layer.p);
  const factor = mode === "unscaledTrain" ? P : q === 0 ? 1 : P / q;
  if (parts.some((part) => compare(part, index, mode).verdict === "tooFew")) return [];
  const distances = parts.flatMap((part) => {
    const { [mode]: own, eval: reference } = layerOf(part, index).modes;
    const measured = own.differenceFromEval?.rootMeanSquare;
    return measured === undefined ? [] : [measured ** 2 - factor * (reference.rootMeanSquare ?? 0) ** 2];
  });
  if (distances.length < 2) return [];
  const mean = distances.reduce((sum, x) => sum + x, 0) / distances.length;
  const spread = distances.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (distances.length - 1);
  const size = factor * (layerOf(whole, index).modes.eval.rootMeanSquare ?? 0) ** 2;
  const error = Math.sqrt(spread / distances.length);
  const ok = Math.abs(mean) <= 5.1 * error + ROUNDING * size;
  return [{ check: "noise", ok, detail: `${mode}: ${size}, distance ${mean} ± ${error}` }];
}

/** The share of eval's values other than 0 that have the rarer sign. */
function rarerSign({ modes }: LayerReport): number {
  const { histogram, zeros } = modes.eval;
  const all = histogram.counts.reduce((sum, count) => sum + count, 0) - zeros;
  const negative = histogram.counts.reduce((sum, count, i) => sum + (histogram.firstBin + i < 0 ? count : 0), 0);
  return all === 0 ? 0 : Math.min(negative, all - negative) / all;
}

/** More trials change no headline, but where so few cannot tell the share of a sign from one in a hundred. */
function headline(short: ExploreReport, { whole }: LongRun, index: number): Finding[] {
  const share = rarerSign(layerOf(whole, index));
  if (Math.abs(share - 0.01) < 5 * Math.sqrt((share * (1 - share)) / trialsOf(short))) return [];
  const [own, long] = [layerOf(short, index).scale, layerOf(whole, index).scale];
  return [{ check: "headline", ok: own === long, detail: `${String(own)}, long ${String(long)}` }];
}

/** Whether both training modes of a layer are exact zeros. */
const allZero = ({ modes }: ReturnType<typeof layerOf>): boolean =>
  MODES.every((mode) => modes[mode].zeros === modes[mode].count);

function sentence(short: ExploreReport, index: number, mode: TrainingMode): Finding {
  const text = layerSentence(short, index);
  const layer = layerOf(short, index);
  const both = MODES.map((each) => compare(short, index, each).verdict);
  const { differenceFromEval } = layer.modes[mode];
  const wrong = [
    /\bNaN\b|undefined|null/.test(text) && "an unprintable number",
    /equal (in all three modes )?within sampling error/.test(text) &&
      !both.includes("equal") &&
      "equal, without verdict",
    // Zeros that are exact are sure, however few values were dropped elsewhere.
    text.includes("Too few to tell") !== both.includes("tooFew") &&
      !/not finite|exactly zero|everything is dropped/.test(text) &&
      "too few",
    text.includes("everything is dropped") && !allZero(layer) && "everything dropped, though not all is zero",
    text.includes("contradicts") !== MODES.some((each) => contradictsPrediction(short, layer, index, each)) && "flag",
    text.includes("are the same numbers") && differenceFromEval?.mean !== 0 && "the same numbers",
  ].filter((reason) => reason !== false);
  return { check: "sentence", ok: wrong.length === 0, detail: `${wrong.join(", ")}: ${text}` };
}
