import { isDropout, MODES, type LayerReport, type Report } from "../../formats/index";
import type { TrainingMode } from "../kinds/kind";
import { scaleOf, type Scale } from "../scale";
import {
  allowsRatio,
  compareMean,
  contradictsPrediction,
  isUnseen,
  nonFiniteCount,
  sdOf,
  type Comparison,
} from "./comparison";
import { lineageOf } from "./lineage";
import { dropsInEval, sitesUpTo, tooFew, type Site } from "./sites";

/**
 * What there is to say of a layer, the first that holds:
 * - "nonFinite": some values are not finite;
 * - "noEvaluation", "noTraining": a mode of a real model does not reach it;
 * - "allZero": every value is zero, in all modes;
 * - "noDropout", "unchanged": no dropout comes before it, or none that changes a value: the modes are the same numbers;
 * - "nothingLeft": a dropout with p = 1 leaves nothing in training;
 * - "tooFew": a dropout kept or dropped too few values for a verdict;
 * - "oneTrial": one trial has no sampling error;
 * - "everythingDropped": a dropout with p = 1 comes before it, and what follows adds something;
 * - "compared": training is compared with evaluation.
 */
export type Finding =
  | "nonFinite"
  | "noEvaluation"
  | "noTraining"
  | "allZero"
  | "noDropout"
  | "unchanged"
  | "nothingLeft"
  | "tooFew"
  | "oneTrial"
  | "everythingDropped"
  | "compared";

/** Everything that is judged of one layer. */
export interface LayerVerdict {
  readonly finding: Finding;
  /** Which of mean and root mean square says scale. */
  readonly scale: Scale;
  /** Which of the two leads: the mean also where evaluation is one number. */
  readonly leads: "mean" | "rootMeanSquare";
  /** Each training mode's mean against evaluation's. */
  readonly mean: Readonly<Record<TrainingMode, Comparison>>;
  /** The training modes whose mean contradicts its prediction. */
  readonly contradicts: readonly TrainingMode[];
  /** The dropout that kept or dropped too few values, and one that drops everything; null where there is none. */
  readonly few: Site | null;
  readonly dropsAll: Site | null;
  /** Whether it is a dropout that drops in evaluation too. */
  readonly dropsInEval: boolean;
}

const isZero = ({ modes }: LayerReport, mode: TrainingMode | "eval"): boolean =>
  modes[mode].zeros === modes[mode].count;

function untouched(report: Report, layer: LayerReport, index: number): "noDropout" | "unchanged" | null {
  if (report.kind === "probe" || sitesUpTo(report, index).length > 0) return null;
  return lineageOf(report.spec, layer.name).some((node) => isDropout(node.layer)) ? "unchanged" : "noDropout";
}

function findingOf(
  report: Report,
  layer: LayerReport,
  index: number,
  few: Site | null,
  dropsAll: Site | null,
): Finding {
  const { modes } = layer;
  if (MODES.some((mode) => nonFiniteCount(modes[mode]) > 0)) return "nonFinite";
  if (isUnseen(modes.eval)) return "noEvaluation";
  if (isUnseen(modes.train)) return "noTraining";
  if (MODES.every((mode) => isZero(layer, mode))) return "allZero";
  const same = untouched(report, layer, index);
  if (same !== null) return same;
  // What is zero because p = 1 is so in every run, also of one trial: it needs no verdict.
  if (dropsAll !== null && isZero(layer, "train") && isZero(layer, "unscaledTrain")) return "nothingLeft";
  if (few !== null) return "tooFew";
  if (modes.train.differenceFromEval?.standardError === null) return "oneTrial";
  return dropsAll === null ? "compared" : "everythingDropped";
}

/** Judges a layer of a report. @throws {RangeError} where there is no such layer. */
export function verdictOf(report: Report, index: number): LayerVerdict {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const few = tooFew(report, index);
  const dropsAll = sitesUpTo(report, index).find(({ p }) => p === 1) ?? null;
  const byMean = allowsRatio(report, layer) || sdOf(layer.modes.eval) === 0;
  return {
    finding: findingOf(report, layer, index, few, dropsAll),
    scale: scaleOf(layer),
    leads: byMean ? "mean" : "rootMeanSquare",
    mean: {
      train: compareMean(report, layer, index, "train"),
      unscaledTrain: compareMean(report, layer, index, "unscaledTrain"),
    },
    contradicts: (["unscaledTrain", "train"] as const).filter((mode) =>
      contradictsPrediction(report, layer, index, mode),
    ),
    few,
    dropsAll,
    dropsInEval: dropsInEval(report, index),
  };
}
