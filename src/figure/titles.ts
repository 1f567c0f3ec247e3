import type { LayerReport, ProbeReport, Report } from "../formats/index";
import { formatCount } from "./numbers";

/** The name of a layer's kind as PyTorch writes it: "ReLU" of "ReLU()". */
export const kindName = ({ label }: LayerReport): string => label.split("(", 1)[0] ?? label;

const counted = (count: number, one: string, many: string): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** A seed, or the seeds of several runs, in a few words. */
function seeds(runs: readonly { readonly seed: number }[]): string {
  const distinct = [...new Set(runs.map(({ seed }) => seed))];
  return distinct.length > 3 ? `${formatCount(distinct.length)} seeds` : `seed ${distinct.join(", ")}`;
}

/** What a report is of: the model's name, or how many units go through how many layers. */
export function reportTitle(report: Report): string {
  if (report.kind === "probe") return report.model;
  return `${counted(report.spec.input.units, "unit", "units")} through ${counted(report.layers.length, "layer", "layers")}`;
}

/** How much was run for it. */
export function reportRuns(report: Report): string {
  if (report.kind === "explore") {
    const trials = report.runs.reduce((sum, run) => sum + run.trials, 0);
    return `${counted(trials, "trial", "trials")}, ${seeds(report.runs)}`;
  }
  const batches = report.runs.reduce((sum, run) => sum + run.batches, 0);
  const passes = [...new Set(report.runs.map((run) => run.passes))];
  const each = passes.map((count) => counted(count, "pass", "passes")).join(" or ");
  if (passes.length === 0) return "no batches";
  return `${counted(batches, "batch", "batches")}, ${each} each, ${seeds(report.runs)}`;
}

/** A layer by its place and its notation: "1 Linear(100, 1)", "encoder.drop Dropout(p=0.1)". */
export function layerTitle(report: Report, index: number): string {
  const layer = report.layers[index];
  if (layer === undefined) return "";
  return layer.name === "" ? layer.label : `${layer.name} ${layer.label}`;
}

function roleText(role: ProbeReport["layers"][number]["role"]): string {
  if (role === "consumer") return "receives a dropout's output";
  return role === "output" ? "output of the model" : "dropout";
}

/** What a layer of a real model is and the shape of its values, as far as a report says it; empty for an experiment. */
export function layerRole(report: Report, index: number): string {
  if (report.kind !== "probe") return "";
  const layer = report.layers[index];
  if (layer === undefined) return "";
  const shape = layer.shape?.map((size) => (size === null ? "varies" : String(size))).join(", ");
  return shape === undefined ? roleText(layer.role) : `${roleText(layer.role)}, shape (${shape})`;
}
