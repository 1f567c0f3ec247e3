import { scaleOf } from "../core/index";
import { isDropout, type LayerReport, type Report } from "../formats/index";
import { capital, comparedWith, listed, rmsComparedWith, scaling, spread, subjectOf } from "./phrases";
import { lineageOf } from "./lineage";
import { formatCount, formatNumber } from "./numbers";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { dropsInEval, firstNonlinearity, kindName, sitesUpTo, tooFew } from "./sites";
import { allowsRatio, compareMean, contradictsPrediction, isUnseen, nonFiniteCount, rmsRatio, sdOf } from "./verdict";

/** One layer of a report, with everything that its sentence is made from. */
interface Story {
  readonly report: Report;
  readonly index: number;
  readonly layer: LayerReport;
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

function nonFinite({ layer }: Story): string | null {
  const parts = MODE_ORDER.flatMap((mode) => {
    const { nonFinite: counts, count } = layer.modes[mode];
    if (counts === undefined || nonFiniteCount(layer.modes[mode]) === 0) return [];
    const infinite = counts.posInf + counts.negInf;
    const kinds = [
      ...(infinite > 0 ? [`${formatCount(infinite)} overflow to infinity`] : []),
      ...(counts.nan > 0 ? [`${formatCount(counts.nan)} are not a number`] : []),
    ];
    return [`in ${MODE_NAMES[mode]} ${listed(kinds)}, of ${formatCount(count)} values`];
  });
  if (parts.length === 0) return null;
  return `${capital(parts.join("; "))}. The figures are over the finite values, and means with such values are not compared with evaluation.`;
}

function notReached(story: Story): string | null {
  const { train, eval: reference } = story.layer.modes;
  const who = subjectOf(story.layer);
  if (isUnseen(reference)) {
    return `Evaluation doesn't pass through here, so there's nothing to compare with: on average ${who} ${trainingMeans(story)}.`;
  }
  if (!isUnseen(train)) return null;
  return `Training doesn't pass through here, so there's nothing to compare: in evaluation ${who} ${formatNumber(figuresOf(story).eval)} on average.`;
}

function allZero({ layer }: Story): string | null {
  const zero = MODE_ORDER.every((mode) => layer.modes[mode].zeros === layer.modes[mode].count);
  return zero ? "Every value here is exactly zero, in all three modes." : null;
}

function nothingDropped({ report, index, layer }: Story): string | null {
  if (report.kind === "probe" || sitesUpTo(report, index).length > 0) return null;
  const dropouts = lineageOf(report.spec, layer.name).some((node) => isDropout(node.layer));
  const why = !dropouts ? "No dropout comes before this output" : "No dropout up to here changes a value";
  const { mean, variance } = layer.modes.eval;
  const sd = sdOf({ variance });
  const figures = mean === null || sd === null ? "" : ` (mean ${formatNumber(mean)}, sd ${formatNumber(sd)})`;
  return `${why}, so training and evaluation are the same numbers${figures}.`;
}

function withoutVerdict(story: Story): string | null {
  const few = tooFew(story.report, story.index);
  if (few !== null) {
    const [verb, count] = few.kept < few.dropped ? ["kept", few.kept] : ["dropped", few.dropped];
    const trials = story.report.kind === "probe" ? "passes or batches" : "trials";
    const what = count === 0 ? "no value at all" : `only ${formatCount(count)} ${count === 1 ? "value" : "values"}`;
    return `Too few to tell: in this run ${few.label} ${verb} ${what}. On average ${subjectOf(story.layer)} ${measuredMeans(story)}; more ${trials} will tell.`;
  }
  if (story.layer.modes.train.differenceFromEval?.standardError !== null) return null;
  const [one, more] = story.report.kind === "probe" ? ["One forward pass", "passes"] : ["One trial", "trials"];
  return `${one} has no sampling error, so there is no verdict: ${subjectOf(story.layer)} ${measuredMeans(story)}. More ${more} will tell.`;
}

const siteThatDropsAll = ({ report, index }: Story) => sitesUpTo(report, index).find(({ p }) => p === 1);

function nothingLeft(story: Story): string | null {
  const { train, unscaledTrain } = story.layer.modes;
  const zero = train.zeros === train.count && unscaledTrain.zeros === unscaledTrain.count;
  if (!zero || siteThatDropsAll(story) === undefined) return null;
  const reference = formatNumber(figuresOf(story).eval);
  return `With p = 1 everything is dropped: in training ${subjectOf(story.layer)} 0, with or without scaling; in evaluation ${reference} on average.`;
}

function everythingDropped(story: Story): string | null {
  const { report, index, layer } = story;
  const site = siteThatDropsAll(story);
  if (site === undefined) return null;
  const verdict = comparedWith(compareMean(report, layer, index, "train"), figuresOf(story).eval);
  return `With p = 1 layer ${site.name} drops everything, so training sees only what is added after it, such as biases: ${subjectOf(layer)} ${measuredMeans(story)} on average. Train's mean is ${verdict}.`;
}

/** Why scaled training may differ from evaluation; said only where that is known. */
function reason({ report, index, layer }: Story): string {
  const entering = report.kind === "probe" && isDropout(layer) ? layer.modes.train.predicted : undefined;
  if (entering && !contradictsPrediction(report, layer, index, "train")) {
    return `: what enters has a mean of ${formatNumber(entering.mean)} in training already`;
  }
  const [site] = sitesUpTo(report, index);
  const nonlinearity = site === undefined ? null : firstNonlinearity(report, index, site.name);
  if (nonlinearity === null) return "";
  return `: scaling keeps a mean only up to the next nonlinearity, here ${kindName(nonlinearity)}`;
}

function byMean(story: Story): string {
  const { report, index, layer } = story;
  const figures = figuresOf(story);
  const unscaled = compareMean(report, layer, index, "unscaledTrain");
  const train = compareMean(report, layer, index, "train");
  const why = train.verdict === "different" ? reason(story) : "";
  return (
    `Without scaling ${subjectOf(layer)} ${formatNumber(figures.unscaled)} on average in training, ` +
    `${comparedWith(unscaled, figures.eval)}. ${scaling(report, index)} brings it to ${formatNumber(figures.train)}, ` +
    `${comparedWith(train, figures.eval)}${why}; ${spread(figures.sd.unscaled, figures.sd.train, figures.sd.eval)}.`
  );
}

function nearZeroMeans(story: Story): string {
  const { report, index, layer } = story;
  const reference = figuresOf(story).eval;
  const unscaled = compareMean(report, layer, index, "unscaledTrain");
  const train = compareMean(report, layer, index, "train");
  // A mean of few trials may say scale, and still allow no ratio.
  const small =
    scaleOf(layer) !== "mean"
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

function contradictions({ report, index, layer }: Story): string {
  const found = (["unscaledTrain", "train"] as const).filter((mode) =>
    contradictsPrediction(report, layer, index, mode),
  );
  return found
    .map((mode) => {
      const { mean, predicted } = layer.modes[mode];
      const [measured, expected] = [formatNumber(mean ?? 0), formatNumber(predicted?.mean ?? 0)];
      return ` The mean measured in ${MODE_NAMES[mode]}, ${measured}, contradicts the predicted ${expected}: it lies beyond five standard errors.`;
    })
    .join("");
}

/** What dropout does to one layer, in plain words, from the measured numbers. */
export function layerSentence(report: Report, index: number): string {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const story = { report, index, layer };
  // What is zero because p = 1 is so in every run, also of one trial: it needs no verdict.
  const special =
    nonFinite(story) ??
    notReached(story) ??
    allZero(story) ??
    nothingDropped(story) ??
    nothingLeft(story) ??
    withoutVerdict(story) ??
    everythingDropped(story);
  const means = allowsRatio(report, layer) || sdOf(layer.modes.eval) === 0;
  const also = dropsInEval(report, index) ? " It drops in evaluation too." : "";
  return (special ?? (means ? byMean(story) : byRms(story))) + contradictions(story) + also;
}
