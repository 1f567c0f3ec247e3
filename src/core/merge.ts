import {
  eachMode,
  layersByName,
  MODES,
  sameSpec,
  type ActivationSummary,
  type ExploreReport,
  type Histogram,
  type LayerReport,
} from "../formats/index";
import { decideScale } from "./scale";
import { MOST_ATOMS } from "./statistics/atoms";
import { coarser, exponentFor } from "./statistics/bins";
import { addMoments, noMoments, standardErrorOf, type Moments } from "./statistics/moments";
import { addMeasuredPredictions } from "./run/report";

/** Thrown where two reports cannot be one: different experiments, the same trials twice, or more than can be counted. */
export class MergeError extends Error {
  override readonly name = "MergeError";
  constructor(
    message: string,
    /** What of the second report does not go with the first: its `spec`, `runs` or `layers`. */
    readonly path: string,
  ) {
    super(message);
  }
}

const trialsOf = ({ runs }: ExploreReport): number => runs.reduce((sum, { trials }) => sum + trials, 0);
const lowestSeed = ({ runs }: ExploreReport): number => runs.reduce((low, { seed }) => Math.min(low, seed), Infinity);

/**
 * Adds two reports of the same experiment that ran with different seeds. Counts are exact; means and differences are
 * pooled (within 1e-12 of the root mean square), variances and standard errors with them; predictions from measured
 * moments are made anew. The report with the lowest seed comes first in the arithmetic, so that merging commutes byte
 * for byte.
 *
 * @throws {MergeError} where the specs differ, both hold trials of one seed, or together they hold more than 2^53 values.
 */
export function mergeReports(a: ExploreReport, b: ExploreReport): ExploreReport {
  if (!sameSpec(a.spec, b.spec)) {
    throw new MergeError(
      "These reports are of different experiments: only runs of the same spec can be merged",
      "b.spec",
    );
  }
  const seeds = new Set(b.runs.map(({ seed }) => seed));
  const shared = a.runs.find(({ seed }) => seeds.has(seed));
  if (shared) {
    throw new MergeError(
      `Both reports hold trials of seed ${shared.seed}: run one of them with another seed`,
      "b.runs",
    );
  }
  const [first, second] = lowestSeed(a) < lowestSeed(b) ? [a, b] : [b, a];
  const trials: Weights = [trialsOf(first), trialsOf(second)];
  const others = layersByName(second);
  const layers = first.layers.map((layer): LayerReport => {
    const other = others.get(layer.name);
    if (!other) throw new MergeError(`The second report has no layer ${layer.name}`, "b.layers");
    const exponent = Math.max(...MODES.map((mode) => mergedExponent(layer.modes[mode], other.modes[mode])));
    const merged = (mode: (typeof MODES)[number]): ActivationSummary =>
      mergeSummaries(layer.modes[mode], other.modes[mode], trials, exponent);
    const modes = eachMode(merged);
    const { name, label, kind, units, scale } = layer;
    // Reports of older versions say no scale, and keep their bytes.
    const scaled = scale !== undefined && other.scale !== undefined;
    return { name, label, kind, units, ...(scaled && { scale: decideScale(modes.eval) }), modes };
  });
  const predicted = new Set(layers.filter(isPredicted).map(({ name }) => name));
  addMeasuredPredictions(first.spec, layers, (name) => predicted.has(name));
  return {
    version: first.version,
    kind: "explore",
    spec: first.spec,
    runs: [...first.runs, ...second.runs].sort((x, y) => x.seed - y.seed),
    layers,
  };
}

/** Trials of the two reports. */
type Weights = readonly [number, number];

/** Whether a layer's prediction follows from the spec alone. */
const isPredicted = ({ modes }: LayerReport): boolean => MODES.some((mode) => modes[mode].predicted?.basis === "spec");

const finiteExtremes = (...summaries: ActivationSummary[]): { min: number; max: number } => ({
  min: Math.min(...summaries.map(({ min }) => min ?? Infinity)),
  max: Math.max(...summaries.map(({ max }) => max ?? -Infinity)),
});

/** Bins are never made finer again: those of a notebook's report are coarser than its values ask for. */
function mergedExponent(a: ActivationSummary, b: ActivationSummary): number {
  const { min, max } = finiteExtremes(a, b);
  return Math.max(exponentFor(min, max), a.histogram.exponent, b.histogram.exponent);
}

/** How many both have. @throws MergeError where that is more than a number counts exactly. */
function added(a: number, b: number): number {
  if (Number.isSafeInteger(a + b)) return a + b;
  throw new MergeError(
    "Together these reports hold more than 2^53 values, which cannot be counted exactly any more",
    "b.runs",
  );
}

function mergeSummaries(
  a: ActivationSummary,
  b: ActivationSummary,
  trials: Weights,
  exponent: number,
): ActivationSummary {
  const values = pooled([a, b].map((summary) => valueMoments(summary)));
  const means = pooled([a, b].map((summary, i) => trialMoments(summary.mean, summary.meanStandardError, trials[i]!)));
  const nonFinite = mergeNonFinite(a, b);
  const { min, max } = finiteExtremes(a, b);
  const none = values.n === 0;
  const variance = none ? null : values.m2 / values.n;
  const difference = mergeDifferences(a, b, trials);
  const atoms = mergeAtoms(a, b);
  const predicted = a.predicted?.basis === "spec" && !nonFinite ? a.predicted : undefined;
  return {
    count: added(a.count, b.count),
    zeros: a.zeros + b.zeros,
    mean: none ? null : values.mean,
    meanStandardError: nonFinite ? null : standardErrorOf(means),
    variance,
    rootMeanSquare: variance === null ? null : Math.sqrt(values.mean * values.mean + variance),
    min: none ? null : min,
    max: none ? null : max,
    ...(difference && { differenceFromEval: difference }),
    histogram: mergedHistogram([a.histogram, b.histogram], exponent),
    ...(atoms && { atoms }),
    ...(nonFinite && { nonFinite }),
    ...(predicted && { predicted }),
  };
}

function pooled(parts: readonly Moments[]): Moments {
  const sum = noMoments();
  for (const { n, mean, m2 } of parts) addMoments(sum, n, mean, m2);
  return sum;
}

const strangeOf = ({ nonFinite }: ActivationSummary): number =>
  nonFinite ? nonFinite.nan + nonFinite.posInf + nonFinite.negInf : 0;

function valueMoments(summary: ActivationSummary): Moments {
  const n = summary.count - strangeOf(summary);
  return { n, mean: summary.mean ?? 0, m2: (summary.variance ?? 0) * n };
}

/** Moments of the trials' means, back from their mean and its standard error. */
function trialMoments(mean: number | null, standardError: number | null, trials: number): Moments {
  const error = standardError ?? 0;
  return { n: trials, mean: mean ?? 0, m2: error * error * trials * (trials - 1) };
}

function mergeNonFinite(a: ActivationSummary, b: ActivationSummary): ActivationSummary["nonFinite"] {
  if (!a.nonFinite && !b.nonFinite) return undefined;
  const none = { nan: 0, posInf: 0, negInf: 0 };
  const [x, y] = [a.nonFinite ?? none, b.nonFinite ?? none];
  return { nan: x.nan + y.nan, posInf: x.posInf + y.posInf, negInf: x.negInf + y.negInf };
}

function mergeDifferences(
  { differenceFromEval: a, count: first }: ActivationSummary,
  { differenceFromEval: b, count: second }: ActivationSummary,
  trials: Weights,
): ActivationSummary["differenceFromEval"] {
  if (!a || !b) return undefined;
  const merged = pooled([a, b].map(({ mean, standardError }, i) => trialMoments(mean, standardError, trials[i]!)));
  const [x, y] = [a.rootMeanSquare, b.rootMeanSquare];
  const noise = x !== undefined && y !== undefined && Math.sqrt((x * x * first + y * y * second) / (first + second));
  return {
    mean: merged.mean,
    standardError: standardErrorOf(merged),
    ...(noise !== false && { rootMeanSquare: noise }),
  };
}

function mergeAtoms(a: ActivationSummary, b: ActivationSummary): ActivationSummary["atoms"] {
  if (!a.atoms || !b.atoms) return undefined;
  const counts = new Map<number, number>();
  for (const { values, counts: own } of [a.atoms, b.atoms]) {
    values.forEach((value, i) => counts.set(value, (counts.get(value) ?? 0) + own[i]!));
  }
  if (counts.size > MOST_ATOMS) return undefined;
  const sorted = [...counts].sort(([x], [y]) => x - y);
  return { values: sorted.map(([value]) => value), counts: sorted.map(([, count]) => count) };
}

/** Both histograms in bins at least as coarse as either's: at most 512, by the choice of their exponent. */
function mergedHistogram(histograms: readonly Histogram[], exponent: number): Histogram {
  const sums = new Map<number, number>();
  for (const { exponent: own, firstBin, counts } of histograms) {
    counts.forEach((count, i) => {
      const bin = coarser(firstBin + i, exponent - own);
      sums.set(bin, (sums.get(bin) ?? 0) + count);
    });
  }
  if (sums.size === 0) return { exponent, firstBin: 0, counts: [] };
  const bins = [...sums.keys()];
  const firstBin = Math.min(...bins);
  const counts = Array.from({ length: Math.max(...bins) - firstBin + 1 }, (_, i) => sums.get(firstBin + i) ?? 0);
  return { exponent, firstBin, counts };
}
