import type { LayerReport, Mode, Report } from "../formats/index";
import { meanRatio, rmsRatio, worstDrift, type Drift } from "../core/index";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { formatNumber, formatShort } from "./numbers";
import { roundTicks } from "./ticks";
import type { Axis, DepthFigure, DepthPanel, Hover } from "./types";

/** Ratios that span more than this factor are drawn on a logarithmic axis, on which each layer's share of it shows. */
const WIDE = 8;
/** At least this far around 1, so that agreement looks like a straight line and not like noise. */
const AROUND_ONE = 0.1;
const MARGIN = 0.08;
const MOST_TICKS = 5;
const MOST_LAYER_TICKS = 10;

/** More layers than this are lines without dots. */
export const MOST_DOTS = 40;

function linearAxis(ratios: readonly number[], title: string): Axis {
  const low = Math.min(1 - AROUND_ONE, ...ratios);
  const high = Math.max(1 + AROUND_ONE, ...ratios);
  const margin = MARGIN * (high - low);
  const [min, max] = [low - margin, high + margin];
  return { min, max, ticks: roundTicks(min, max, MOST_TICKS), title };
}

/** Ticks at powers of two, since half and double are what a person compares. */
function logarithmicAxis(ratios: readonly number[], title: string): Axis {
  const exponents = ratios.map(Math.log2);
  const [low, high] = [Math.min(0, ...exponents), Math.max(0, ...exponents)];
  const margin = MARGIN * (high - low);
  const step = Math.ceil((high - low) / MOST_TICKS);
  const first = Math.ceil((low - margin) / step);
  const count = Math.floor((high + margin) / step) - first + 1;
  const ticks = Array.from({ length: count }, (_, i) => {
    const value = (first + i) * step;
    return { value, label: formatShort(2 ** value) };
  });
  return { min: low - margin, max: high + margin, ticks, title };
}

function panel(report: Report, title: string, ratioOf: (layer: LayerReport, mode: Mode) => number | null): DepthPanel {
  const measured = MODE_ORDER.map((mode) => ({ mode, ratios: report.layers.map((layer) => ratioOf(layer, mode)) }));
  const all = measured.flatMap(({ ratios }) => ratios.filter((ratio) => ratio !== null));
  const logarithmic = all.every((ratio) => ratio > 0) && Math.max(1, ...all) > WIDE * Math.min(1, ...all);
  const position = (ratio: number | null) => (ratio === null ? null : logarithmic ? Math.log2(ratio) : ratio);
  return {
    title,
    axis: logarithmic ? logarithmicAxis(all, title) : linearAxis(all, title),
    logarithmic,
    series: measured.map(({ mode, ratios }) => ({
      mode,
      name: MODE_NAMES[mode],
      ratios,
      positions: ratios.map(position),
    })),
  };
}

function describe(report: Report, drift: Drift | null): string {
  const count = report.layers.length;
  const what = `Mean and root mean square relative to eval, across ${count} ${count === 1 ? "layer" : "layers"}.`;
  const layer = drift && report.layers[drift.layer];
  const compared = report.layers.some((each) => rmsRatio(each, "train") !== null);
  if (!compared) return `${what} No layer can be compared with evaluation.`;
  if (!drift || !layer)
    return `${what} Train keeps evaluation's scale in every layer: the mean within sampling error, or the root mean square within 1\u00a0% where the mean is small.`;
  const by = drift.by === "mean" ? "mean" : "root mean square";
  return `${what} Train drifts most at layer ${layer.name}, ${layer.label}: its ${by} is ${formatNumber(drift.ratio)} times eval's.`;
}

/** Mean and root mean square relative to evaluation across depth. */
export function depthFigure(report: Report): DepthFigure {
  const drift = worstDrift(report);
  return {
    layers: report.layers.map(({ name, label }) => ({ name, label })),
    mean: panel(report, "mean relative to eval", (layer, mode) => meanRatio(report, layer, mode)),
    rms: panel(report, "RMS relative to eval", rmsRatio),
    drift,
    label: describe(report, drift),
  };
}

/** The layers as an axis: each a whole number, with its place where there is room. */
export function layerAxis({ layers }: DepthFigure): Axis {
  const step = Math.ceil(layers.length / MOST_LAYER_TICKS);
  const ticks = layers.flatMap((_, value) => (value % step === 0 ? [{ value, label: String(value) }] : []));
  return { min: -0.4, max: Math.max(1, layers.length) - 0.6, ticks, title: "layer" };
}

/** What hovering over a layer of the overview shows. */
export function depthHover({ layers, ...panels }: DepthFigure, measure: "mean" | "rms", layer: number): Hover {
  const { name = "", label = "" } = layers[layer] ?? {};
  const rows = panels[measure].series.map(({ mode, name: title, ratios }) => {
    const ratio = ratios[layer] ?? null;
    return { mode, name: title, text: ratio === null ? "no ratio to eval" : formatNumber(ratio) };
  });
  return { title: `${name}: ${label}`, rows };
}
