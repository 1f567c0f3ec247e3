import {
  eachMode,
  isDropout,
  MODES,
  walk,
  type ActivationSummary,
  type DropoutSpec,
  type ExploreReport,
  type LayerReport,
  type Mode,
  type ReportSpec,
} from "../../formats/index";
import { maskOf } from "../kinds/index";
import type { PooledMoments, TrainingMode } from "../kinds/kind";
import { decideScale } from "../scale";
import { dropRate } from "../random/rate";
import { standardErrorOf, varianceOf } from "../statistics/moments";
import { histogramOf, tallyExponent, type TallyData } from "../statistics/tally";
import { addNumbers, none, type Measured } from "./measured";
import type { Plan } from "./plan";
import type { PreparedSummary } from "./prepare";
import { slotFinder } from "./slots";

type Modes<T> = Record<Mode, T>;

/** -0 is written 0. */
const plain = (x: number): number => x + 0;
const plainOrNull = (x: number | null): number | null => (x === null ? null : plain(x));

/** The report of a run from what its slots recorded; slots in the order of `slotsOf`. */
export function assembleReport(
  plan: Plan,
  summary: PreparedSummary,
  measured: readonly Measured[],
  trials: number,
): ExploreReport {
  const { spec, steps } = plan;
  const slot = slotFinder(plan);
  const measuredIn = (measurement: number, mode: Mode): Measured => {
    const found = slot(measurement, mode);
    return found === -1 ? repeated(summary.fixed[measurement]!, trials) : measured[found]!;
  };
  const layers = plan.measurements.map(({ step, name, label, kind, units }, i): LayerReport => {
    const predictions = plan.outputs[step] === i ? summary.predictions[step] : null;
    const modes = summaries(
      eachMode((mode) => measuredIn(i, mode)),
      steps[step]!.same,
      trials,
      (mode) => predictions?.[mode],
    );
    return { name, label, kind, units, scale: decideScale(modes.eval), modes };
  });
  const predicted = new Set(steps.flatMap(({ name }, step) => (summary.predictions[step] ? [name] : [])));
  addMeasuredPredictions(spec, layers, (name) => predicted.has(name));
  return {
    version: spec.version,
    kind: "explore",
    spec: reportSpec(spec),
    runs: [{ seed: spec.seed, trials }],
    layers,
  };
}

/** A spec without trials and seed, and without `$schema`, which says nothing about the experiment. */
const reportSpec = ({ version, input, layers, parameterSeed }: ReportSpec): ReportSpec => ({
  version,
  input,
  layers,
  parameterSeed,
});

/** One trial that every trial repeats: its counts times the trials, and no spread between trials. */
function repeated({ tally, moments }: PreparedSummary["fixed"][number], trials: number): Measured {
  const one = none();
  addNumbers(one, moments);
  const { values } = one;
  const times = (count: number): number => count * trials;
  return {
    moments: {
      values: { n: values.n * trials, mean: values.mean, m2: values.m2 * trials },
      trials: { n: trials, mean: one.trials.mean, m2: 0 },
      differences: { n: trials, mean: 0, m2: 0 },
      noise: 0,
    },
    tally: {
      ...tally,
      zeros: tally.zeros * trials,
      nan: tally.nan * trials,
      posInf: tally.posInf * trials,
      negInf: tally.negInf * trials,
      atoms: tally.atoms && { values: tally.atoms.values, counts: tally.atoms.counts.map(times) },
      bins: tally.bins && { ...tally.bins, counts: tally.bins.counts.map(times) },
    },
  };
}

const strangeOf = ({ nan, posInf, negInf }: TallyData): number => nan + posInf + negInf;

function summaries(
  modes: Modes<Measured>,
  same: boolean,
  trials: number,
  predicted: (mode: Mode) => PooledMoments | undefined,
): Modes<ActivationSummary> {
  const exponent = Math.max(...MODES.map((mode) => tallyExponent(modes[mode].tally)));
  const evalStrange = strangeOf(modes.eval.tally) > 0;
  return eachMode((mode) => {
    const summary = summaryOf(modes[mode], exponent, predicted(mode));
    if (mode === "eval" || evalStrange || summary.nonFinite) return summary;
    const { differences, noise, values } = modes[mode].moments;
    const rootMeanSquare = same ? 0 : Math.sqrt(noise / values.n);
    const finite = rootMeanSquare - rootMeanSquare === 0;
    const standardError = same ? (trials > 1 ? 0 : null) : standardErrorOf(differences);
    return inOrder(summary, {
      mean: plain(same ? 0 : differences.mean),
      standardError,
      ...(finite && { rootMeanSquare }),
    });
  });
}

/** Keys in the order of formats.md: `differenceFromEval` comes before `histogram`. */
function inOrder(
  { histogram, atoms, nonFinite, predicted, ...figures }: ActivationSummary,
  differenceFromEval: NonNullable<ActivationSummary["differenceFromEval"]>,
): ActivationSummary {
  return {
    ...figures,
    differenceFromEval,
    histogram,
    ...(atoms && { atoms }),
    ...(nonFinite && { nonFinite }),
    ...(predicted && { predicted }),
  };
}

function summaryOf(
  { moments, tally }: Measured,
  exponent: number,
  predicted: PooledMoments | undefined,
): ActivationSummary {
  const { nan, posInf, negInf } = tally;
  const strange = strangeOf(tally) > 0;
  const variance = varianceOf(moments.values);
  const mean = variance === null ? null : moments.values.mean;
  return {
    count: moments.values.n + strangeOf(tally),
    zeros: tally.zeros,
    mean: plainOrNull(mean),
    meanStandardError: strange ? null : plainOrNull(standardErrorOf(moments.trials)),
    variance: plainOrNull(variance),
    rootMeanSquare: mean === null || variance === null ? null : Math.sqrt(mean * mean + variance),
    min: mean === null ? null : plain(tally.min),
    max: mean === null ? null : plain(tally.max),
    histogram: histogramOf(tally, exponent),
    ...(tally.atoms && { atoms: { values: [...tally.atoms.values], counts: [...tally.atoms.counts] } }),
    ...(strange && { nonFinite: { nan, posInf, negInf } }),
    ...(predicted && !strange && predictionOf(predicted, "spec")),
  };
}

/**
 * Predicts a dropout from the measured moments of what enters it in the same mode, by its kind's formulas, where the spec
 * alone gives no closed form.
 */
export function addMeasuredPredictions(
  spec: ReportSpec,
  layers: readonly LayerReport[],
  isPredicted: (name: string) => boolean,
): void {
  const named = new Map(layers.map((layer) => [layer.name, layer]));
  for (const { layer, name, parents } of walk(spec).nodes) {
    const [before, own] = [named.get(parents[0]!)?.modes, named.get(name)?.modes];
    if (!isDropout(layer) || !before || !own || isPredicted(name)) continue;
    for (const mode of ["train", "unscaledTrain"] as const) {
      const moments = maskedMoments(before[mode], layer, mode);
      if (moments && !own[mode].nonFinite) Object.assign(own[mode], predictionOf(moments, "measured"));
    }
  }
}

const isFloat32 = (x: number): boolean => Number.isFinite(Math.fround(x));

/** A prediction as a report has it; left out where parameters are so huge that no float32 activation could be so. */
function predictionOf(
  { mean, variance }: PooledMoments,
  basis: "spec" | "measured",
): Pick<ActivationSummary, "predicted"> {
  if (!isFloat32(mean) || !isFloat32(Math.sqrt(Math.abs(variance)))) return {};
  return { predicted: { mean: plain(mean), variance: plain(variance), basis } };
}

/** What masks make of measured moments; null where these are not of all values, unless none of them is kept. */
function maskedMoments(
  { mean: m, variance: v, nonFinite }: ActivationSummary,
  spec: DropoutSpec,
  mode: TrainingMode,
): PooledMoments | null {
  const mask = maskOf(spec);
  if (dropRate(spec.p).q === 0) return mask.nothingKept(spec, mode);
  if (m === null || v === null || nonFinite) return null;
  return mask.moments(spec, mode, { mean: m, variance: v });
}
