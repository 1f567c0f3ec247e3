import type { LayerReport, Report } from "../formats/index";
import { curveLabels } from "./curve-labels";
import { MODE_ORDER } from "./modes";
import { notesOf } from "./notes";
import { formatShort } from "./numbers";
import { binExponentFor, visibleRange, type Range } from "./range";
import { layerSentence } from "./sentence";
import { peakOf, shapeOfMode } from "./shape";
import { axis, shareAxis } from "./ticks";
import type { ModeShape, Picture, PictureOptions, Scales } from "./types";

const PIXELS = 300;
/** Room above the bars for the names. */
const HEADROOM = 1.25;
/** A held axis is left where bars would stand this many times higher than it, or lower. */
const OUT_OF_SCALE = 3;

/** The layer's three modes in bins of 2^exponent. */
function shapesOf(layer: LayerReport, exponent: number, pixel: number): ModeShape[] {
  return MODE_ORDER.map((mode) => shapeOfMode(mode, layer.modes[mode], exponent, pixel));
}

/** The top of the y axis: it fits the bars; lollipops only where there are no bars. */
function topOf(shapes: readonly ModeShape[], min: number, max: number): number {
  const bars = Math.max(...shapes.map((shape) => peakOf(shape, min, max)));
  const stems = Math.max(0, ...shapes.flatMap((shape) => shape.stems.map(({ share }) => share)));
  return HEADROOM * (bars > 0 ? bars : stems);
}

/** What a height is: lollipops alone stand for a value, bars for a bin. */
function shareTitle(layer: LayerReport, shapes: readonly ModeShape[], exponent: number): string {
  const what = `share of ${layer.units === 1 ? "trials" : "values"}`;
  return shapes.every(({ cells }) => cells.length === 0) ? what : `${what} per ${formatShort(2 ** exponent)}`;
}

/** A range widened to whole cells, so that none is cut at the edge. */
function wholeCells(shapes: readonly ModeShape[], { min, max }: Range): Range {
  const seen = shapes.flatMap(({ cells }) => cells.filter(({ low, high }) => high > min && low < max));
  return { min: Math.min(min, ...seen.map(({ low }) => low)), max: Math.max(max, ...seen.map(({ high }) => high)) };
}

function fittedScales(layer: LayerReport, pixels: number): Scales {
  const values = visibleRange(layer);
  const binExponent = binExponentFor(layer, values);
  const shapes = shapesOf(layer, binExponent, (values.max - values.min) / pixels);
  const { min, max } = wholeCells(shapes, values);
  const top = topOf(shapes, min, max);
  return {
    x: axis(min, max, pixels, "value"),
    // Only vertical lines: their height says nothing, so it gets no numbers.
    y: top > 0 ? shareAxis(top, shareTitle(layer, shapes, binExponent)) : { min: 0, max: 1, ticks: [], title: "" },
    binExponent,
  };
}

/** Whether a picture can be read on axes that were fitted to another. */
function fits({ x, y, binExponent }: Scales, layer: LayerReport, pixels: number): boolean {
  const means = MODE_ORDER.flatMap((mode) => layer.modes[mode].mean ?? []);
  if (means.some((mean) => mean < x.min || mean > x.max)) return false;
  const top = topOf(shapesOf(layer, binExponent, (x.max - x.min) / pixels), x.min, x.max);
  return top > 0 ? top <= OUT_OF_SCALE * y.max && y.ticks.length > 0 : true;
}

/** One layer of a report as a picture. */
export function pictureOf(report: Report, index: number, { hold, pixels = PIXELS }: PictureOptions = {}): Picture {
  const layer = report.layers[index];
  if (layer === undefined) throw new RangeError(`This report has no layer ${index}`);
  const scales = hold !== undefined && fits(hold, layer, pixels) ? hold : fittedScales(layer, pixels);
  const shapes = shapesOf(layer, scales.binExponent, (scales.x.max - scales.x.min) / pixels);
  return {
    scales,
    shapes,
    labels: curveLabels(shapes, scales.x, scales.y.max),
    notes: notesOf(layer, scales.x),
    label: `Distribution of the output of ${layer.label} in three modes. ${layerSentence(report, index)}`,
  };
}
