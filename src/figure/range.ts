import type { ActivationSummary, LayerReport } from "../formats/index";
import { quantileRange } from "./bins";
import { MODE_ORDER } from "./modes";
import { formatNumber, formatShare } from "./numbers";

/** A tail of this share at either end may lie outside the picture. */
const TAIL = 0.001;
/** Tails are clipped where they would take more than a third of the axis. */
const LONG = 1.5;
const MARGIN = 0.04;
/** The smallest float32: no axis is shorter, whatever a real model in float64 gives. */
const SMALLEST = 2 ** -149;
const FEWEST_BINS = 30;
/** From this many values on the finer of two bin widths is smooth enough. */
const MANY_VALUES = 50_000;

/** A part of the x axis. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Where one mode's values are; null where none is finite. */
function rangeOf({ min, max, histogram }: ActivationSummary): Range | null {
  if (min === null || max === null) return null;
  const [low, high] = quantileRange(histogram, TAIL);
  // Inner edges of bins: a bin reaches further than its values.
  const clipped = { min: Math.max(min, low), max: Math.min(max, high) };
  const long = max - min > LONG * (clipped.max - clipped.min) && clipped.max > clipped.min;
  return long ? clipped : { min, max };
}

/** What the x axis shows: all three modes and their predicted means, long tails aside. */
export function visibleRange(layer: LayerReport): Range {
  const ends = MODE_ORDER.flatMap((mode) => {
    const summary = layer.modes[mode];
    const range = rangeOf(summary);
    const predicted = summary.predicted ? [summary.predicted.mean] : [];
    return range === null ? predicted : [range.min, range.max, ...predicted];
  });
  const [min, max] = ends.length === 0 ? [0, 0] : [Math.min(...ends), Math.max(...ends)];
  const largest = Math.max(Math.abs(min), Math.abs(max));
  // All modes are one value: it stands in the middle.
  const wanted = max - min > largest * 1e-6 ? MARGIN * (max - min) : largest === 0 ? 1 : largest / 2;
  const margin = Math.max(SMALLEST, wanted);
  return { min: min - margin, max: max + margin };
}

/** The shared bin width, 2 to this power: between 30 and 120 visible bins, where the report's bins are fine enough. */
export function binExponentFor(layer: LayerReport, { min, max }: Range): number {
  const coarsest = Math.floor(Math.log2((max - min) / FEWEST_BINS));
  const binned = MODE_ORDER.map((mode) => layer.modes[mode]).filter((summary) => summary.min !== summary.max);
  const enough = binned.length > 0 && binned.every(({ count }) => count >= MANY_VALUES);
  const finest = Math.max(-149, ...binned.filter(({ atoms }) => !atoms).map(({ histogram }) => histogram.exponent));
  return Math.max(finest, enough ? coarsest - 1 : coarsest);
}

/** How much of a mode lies outside a range, and how far out, in words; null where it is nothing. */
export function clippedTail(summary: ActivationSummary, { min, max }: Range): { share: string; ends: string } | null {
  const { histogram, count } = summary;
  if (summary.min === null || summary.max === null || (summary.min >= min && summary.max <= max)) return null;
  const width = 2 ** histogram.exponent;
  const outside = histogram.counts.reduce((sum, inBin, i) => {
    const centre = (histogram.firstBin + i + 0.5) * width;
    return centre < min || centre > max ? sum + inBin : sum;
  }, 0);
  if (outside === 0) return null;
  const ends = [
    ...(summary.min < min ? [`down to ${formatNumber(summary.min)}`] : []),
    ...(summary.max > max ? [`up to ${formatNumber(summary.max)}`] : []),
  ];
  return { share: formatShare(outside / count), ends: ends.join(" and ") };
}
