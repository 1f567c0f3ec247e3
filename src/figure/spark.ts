import { worstDrift } from "../core/index";
import type { LayerReport, Report } from "../formats/index";
import { MODE_ORDER } from "./modes";
import { visibleRange } from "./range";
import { peakOf, shapeOfMode } from "./shape";
import type { ModeShape, Spark, SparkFigure } from "./types";

/** A small multiple shows about this many bins. */
const BINS = 40;
/** Further out than this many root mean squares nothing is drawn: one stray layer would flatten all others. */
const FURTHEST = 4;
/** No root mean square of float32 values is smaller, however many of them are zero. */
const LEAST_SCALE = 1e-100;

/** What one unit of the shared axis is in a layer: its scale in evaluation, so that agreement looks alike everywhere. */
function unitOf({ modes }: LayerReport): number {
  const scales = [modes.eval, modes.train, modes.unscaledTrain].map(({ rootMeanSquare }) => rootMeanSquare ?? 0);
  return scales.find((scale) => scale > LEAST_SCALE) ?? 1;
}

const scaled = ({ mode, outline, stems, constant }: ModeShape, unit: number): Spark["shapes"][number] => ({
  mode,
  outline: outline.map(({ x, y }) => ({ x: x / unit, y })),
  stems: stems.map((stem) => ({ ...stem, x: stem.x / unit })),
  constant: constant === null ? null : constant / unit,
});

function sparkOf(layer: LayerReport, index: number, width: number, drifts: boolean): Spark {
  const unit = unitOf(layer);
  const exponent = Math.max(-149, Math.floor(Math.log2((width * unit) / BINS)));
  const shapes = MODE_ORDER.map((mode) => shapeOfMode(mode, layer.modes[mode], exponent, (width * unit) / (2 * BINS)));
  const peak = Math.max(...shapes.map((shape) => peakOf(shape, -Infinity, Infinity)));
  const highest = Math.max(0, ...shapes.flatMap(({ stems }) => stems.map(({ share }) => share)));
  return {
    layer: index,
    shapes: shapes.map((shape) => scaled(shape, unit)),
    peak: peak > 0 ? peak : highest > 0 ? highest : 1,
    drifts,
    label: `${layer.name}: ${layer.label}${drifts ? ", drifts most" : ""}`,
  };
}

/** Every layer as a small multiple on one scale: x in units of the layer's own root mean square in evaluation. */
export function sparkFigure(report: Report): SparkFigure {
  if (report.layers.length === 0) return { min: 0, max: 1, sparks: [] };
  const ranges = report.layers.map((layer) => {
    const { min, max } = visibleRange(layer);
    const unit = unitOf(layer);
    return { min: min / unit, max: max / unit };
  });
  const min = Math.max(-FURTHEST, Math.min(...ranges.map((range) => range.min)));
  const max = Math.min(FURTHEST, Math.max(...ranges.map((range) => range.max)));
  const drift = worstDrift(report);
  return {
    min,
    max,
    sparks: report.layers.map((layer, index) => sparkOf(layer, index, max - min, index === drift?.layer)),
  };
}
