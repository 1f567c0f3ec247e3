import {
  firstNonlinearity,
  rmsRatio,
  sdOf,
  sitesUpTo,
  verdictOf,
  type Finding,
  type LayerVerdict,
} from "../core/index";
import { isDropout, type LayerReport, type Report } from "../formats/index";
import { capital, comparedWith, listed, rmsComparedWith, scaling, spread, subjectOf } from "./phrases";
import { formatCount, formatNumber } from "./numbers";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { kindName } from "./titles";

/** One layer of a report, with everything that its sentence is made from. */
interface Story {
  readonly report: Report;
  readonly index: number;
  readonly layer: LayerReport;
  readonly verdict: LayerVerdict;
}

/** The three means and deviations as numbers; only asked for where all values are finite. */
function figuresOf({ layer }: Story) {
  const { train, eval: reference, unscaledTrain } = layer.modes;
  return {
    train: train.mean ?? 0,
    eval: reference.mean ?? 0,
    unscaled: unscaledTrain.mean ?? 0,
    sd: { train: sdOf(train) ?? 0, eval: sdOf(reference) ?? 0, unscaled: sdOf(unscaledTrain) ?? 0 },
  };
}

/** "60.01 in training without scaling, 100.0 with it". */
function trainingMeans(story: Story): string {
  const { train, unscaled } = figuresOf(story);
  const [bare, scaled] = [formatNumber(unscaled), formatNumber(train)];
  return bare === scaled ? `${scaled} in training` : `${bare} in training without scaling, ${scaled} with it`;
}

/** "60.01 in training without scaling, 100.0 with it, 100.0 in evaluation". */
const measuredMeans = (story: Story): string =>
  `${trainingMeans(story)}, ${formatNumber(figuresOf(story).eval)} in evaluation`;

function nonFinite({ layer }: Story): string {
  const parts = MODE_ORDER.flatMap((mode) => {
    const { nonFinite: counts, count } = layer.modes[mode];
    if (counts === undefined) return [];
    const infinite = counts.posInf + counts.negInf;
    const kinds = [
      ...(infinite > 0 ? [`${formatCount(infinite)} overflow to infinity`] : []),
      ...(counts.nan > 0 ? [`${formatCount(counts.nan)} are not a number`] : []),
    ];
    return kinds.length === 0 ? [] : [`in ${MODE_NAMES[mode]} ${listed(kinds)}, of ${formatCount(count)} values`];
  });
  return `${capital(parts.join("; "))}. The figures are over the finite values, and means with such values are not compared with evaluation.`;
}

function sameNumbers({ layer, verdict }: Story): string {
  const why =
    verdict.finding === "noDropout" ? "No dropout comes before this output" : "No dropout up to here changes a value";
  const { mean, variance } = layer.modes.eval;
  const sd = sdOf({ variance });
  const figures = mean === null || sd === null ? "" : ` (mean ${formatNumber(mean)}, sd ${formatNumber(sd)})`;
  return `${why}, so training and evaluation are the same numbers${figures}.`;
}

function tooFew(story: Story): string {
  const { kept = 0, dropped = 0, label = "" } = story.verdict.few ?? {};
  const [verb, count] = kept < dropped ? ["kept", kept] : ["dropped", dropped];
  const trials = story.report.kind === "probe" ? "passes or batches" : "trials";
  const what = count === 0 ? "no value at all" : `only ${formatCount(count)} ${count === 1 ? "value" : "values"}`;
  return `Too few to tell: in this run ${label} ${verb} ${what}. On average ${subjectOf(story.layer)} ${measuredMeans(story)}; more ${trials} will tell.`;
}

function oneTrial(story: Story): string {
  const [one, more] = story.report.kind === "probe" ? ["One forward pass", "passes"] : ["One trial", "trials"];
  return `${one} has no sampling error, so there is no verdict: ${subjectOf(story.layer)} ${measuredMeans(story)}. More ${more} will tell.`;
}

function nothingLeft(story: Story): string {
  const reference = formatNumber(figuresOf(story).eval);
  return `With p = 1 everything is dropped: in training ${subjectOf(story.layer)} 0, with or without scaling; in evaluation ${reference} on average.`;
}

function everythingDropped(story: Story): string {
  const { layer, verdict } = story;
  const compared = comparedWith(verdict.mean.train, figuresOf(story).eval);
  return `With p = 1 layer ${verdict.dropsAll?.name ?? ""} drops everything, so training sees only what is added after it, such as biases: ${subjectOf(layer)} ${measuredMeans(story)} on average. Train's mean is ${compared}.`;
}

/** Why scaled training may differ from evaluation; said only where that is known. */
function reason({ report, index, layer, verdict }: Story): string {
  const entering = report.kind === "probe" && isDropout(layer) ? layer.modes.train.predicted : undefined;
  if (entering && !verdict.contradicts.includes("train")) {
    return `: what enters has a mean of ${formatNumber(entering.mean)} in training already`;
  }
  const [site] = sitesUpTo(report, index);
  const nonlinearity = site === undefined ? null : firstNonlinearity(report, index, site.name);
  if (nonlinearity === null) return "";
  return `: scaling keeps a mean only up to the next nonlinearity, here ${kindName(nonlinearity)}`;
}

function byMean(story: Story): string {
  const { report, index, layer, verdict } = story;
  const figures = figuresOf(story);
  const { train, unscaledTrain: unscaled } = verdict.mean;
  const why = train.verdict === "different" ? reason(story) : "";
  return (
    `Without scaling ${subjectOf(layer)} ${formatNumber(figures.unscaled)} on average in training, ` +
    `${comparedWith(unscaled, figures.eval)}. ${scaling(report, index)} brings it to ${formatNumber(figures.train)}, ` +
    `${comparedWith(train, figures.eval)}${why}; ${spread(figures.sd.unscaled, figures.sd.train, figures.sd.eval)}.`
  );
}

function nearZeroMeans(story: Story): string {
  const { scale, mean } = story.verdict;
  const reference = figuresOf(story).eval;
  const { train, unscaledTrain: unscaled } = mean;
  // A mean of few trials may say scale, and still allow no ratio.
  const small =
    scale !== "mean"
      ? "Its values have both signs"
      : `Its mean in evaluation, ${formatNumber(reference)}, can't be distinguished from zero in this run`;
  if (unscaled.verdict === "equal" && train.verdict === "equal") {
    return `${small}; it is equal in all three modes within sampling error. So the scale is the root mean square (RMS).`;
  }
  return (
    `${small}, so the scale is the root mean square (RMS). ` +
    `The mean without scaling is ${comparedWith(unscaled, reference)}; with it, ${comparedWith(train, reference)}.`
  );
}

function byRms(story: Story): string {
  const { report, index, layer } = story;
  const { train, eval: reference, unscaledTrain } = layer.modes;
  const scale = reference.rootMeanSquare ?? 0;
  const compared = (mode: "train" | "unscaledTrain") => rmsComparedWith(rmsRatio(layer, mode) ?? 1, scale);
  return (
    `${nearZeroMeans(story)} Without scaling the RMS in training is ${formatNumber(unscaledTrain.rootMeanSquare ?? 0)}, ` +
    `${compared("unscaledTrain")}. ${scaling(report, index)} brings it to ${formatNumber(train.rootMeanSquare ?? 0)}, ` +
    `${compared("train")}; scaling is made to keep means, not the spread.`
  );
}

function contradictions({ layer, verdict }: Story): string {
  return verdict.contradicts
    .map((mode) => {
      const { mean, predicted } = layer.modes[mode];
      const [measured, expected] = [formatNumber(mean ?? 0), formatNumber(predicted?.mean ?? 0)];
      return ` The mean measured in ${MODE_NAMES[mode]}, ${measured}, contradicts the predicted ${expected}: it lies beyond five standard errors.`;
    })
    .join("");
}

/** What each finding is in words. */
const WORDS: Readonly<Record<Finding, (story: Story) => string>> = {
  nonFinite,
  noEvaluation: (story) =>
    `Evaluation doesn't pass through here, so there's nothing to compare with: on average ${subjectOf(story.layer)} ${trainingMeans(story)}.`,
  noTraining: (story) =>
    `Training doesn't pass through here, so there's nothing to compare: in evaluation ${subjectOf(story.layer)} ${formatNumber(figuresOf(story).eval)} on average.`,
  allZero: () => "Every value here is exactly zero, in all three modes.",
  noDropout: sameNumbers,
  unchanged: sameNumbers,
  nothingLeft,
  tooFew,
  oneTrial,
  everythingDropped,
  compared: (story) => (story.verdict.leads === "mean" ? byMean(story) : byRms(story)),
};

/** What dropout does to one layer, in plain words, from the measured numbers. */
export function layerSentence(report: Report, index: number): string {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const story = { report, index, layer, verdict: verdictOf(report, index) };
  const also = story.verdict.dropsInEval ? " It drops in evaluation too." : "";
  return WORDS[story.verdict.finding](story) + contradictions(story) + also;
}
