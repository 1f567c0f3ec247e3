import { worstDrift } from "../core/index";
import type { Report } from "../formats/index";

/**
 * The layer that a still picture of a report shows, and a notebook at first: the one that drifts most; where none does, the
 * model's output, and else the last one. -1 where there is no layer.
 */
export function shownLayer(report: Report): number {
  const drift = worstDrift(report);
  if (drift !== null) return drift.layer;
  const output = report.kind === "probe" ? report.layers.findIndex(({ role }) => role === "output") : -1;
  return output === -1 ? report.layers.length - 1 : output;
}
