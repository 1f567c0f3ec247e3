import type { LayerReport, Report } from "../../formats/index";
import { sitesUpTo, tooFew } from "./sites";
import { allowsRatio, compareMean, meanRatio, rmsRatio } from "./comparison";

/** The layer whose scale in training lies furthest from evaluation's. */
export interface Drift {
  readonly layer: number;
  readonly by: "mean" | "rms";
  readonly ratio: number;
}

/** Scales closer than this are called the same across depth: root mean squares have no sampling error to go by. */
const LEAST = 0.01;

/** How far training's scale lies from evaluation's: by the mean where that makes the scale, else by the root mean square. */
function driftOf(report: Report, layer: LayerReport, index: number): Drift | null {
  // Before the first dropout of an experiment the modes are the same numbers; a real model may part by other causes.
  if (report.kind === "explore" && sitesUpTo(report, index).length === 0) return null;
  if (tooFew(report, index) !== null) return null;
  if (layer.modes.train.differenceFromEval?.standardError === null) return null;
  if (allowsRatio(report, layer)) {
    const ratio = meanRatio(report, layer, "train");
    const different = compareMean(report, layer, index, "train").verdict === "different";
    return ratio !== null && different ? { layer: index, by: "mean", ratio } : null;
  }
  const ratio = rmsRatio(layer, "train");
  return ratio === null ? null : { layer: index, by: "rms", ratio };
}

const size = ({ ratio }: Drift): number => (ratio > 0 ? Math.abs(Math.log(ratio)) : Infinity);

/** The layer whose scale in training lies furthest from evaluation's; null where all agree. */
export function worstDrift(report: Report): Drift | null {
  let worst: Drift | null = null;
  report.layers.forEach((layer, index) => {
    const drift = driftOf(report, layer, index);
    if (drift !== null && size(drift) > (worst === null ? LEAST : size(worst))) worst = drift;
  });
  return worst;
}
