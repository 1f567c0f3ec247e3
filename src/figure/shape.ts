import type { ActivationSummary, Mode } from "../formats/index";
import { atomShape, type Atoms } from "./atoms";
import { binCells } from "./bins";
import { MODE_NAMES } from "./modes";
import type { Cell, ModeShape, Point, Stem } from "./types";

/** The outline of cells, along the baseline where none stands. */
function outlineOf(cells: readonly Cell[]): Point[] {
  const points: Point[] = [];
  let end: number | null = null;
  for (const { low, high, height } of cells) {
    const apart = end === null || low - end > 1e-6 * (high - low);
    if (apart && end !== null) points.push({ x: end, y: 0 });
    if (apart) points.push({ x: low, y: 0 });
    points.push({ x: low, y: height }, { x: high, y: height });
    end = high;
  }
  return end === null ? [] : [...points, { x: end, y: 0 }];
}

const stemsOf = ({ values, counts }: Atoms, total: number): Stem[] =>
  values.map((x, i) => {
    const count = counts[i] ?? 0;
    return { x, share: count / total, count };
  });

function bodyOf(summary: ActivationSummary, exponent: number, pixel: number) {
  const atoms = atomShape(summary, 2 ** exponent, pixel);
  if (atoms !== null) return { cells: atoms.cells, stems: stemsOf(atoms.stems, summary.count) };
  const zeros: Atoms = summary.zeros > 0 ? { values: [0], counts: [summary.zeros] } : { values: [], counts: [] };
  return { cells: binCells(summary, exponent), stems: stemsOf(zeros, summary.count) };
}

/** One mode as cells and lollipops, as one value, or as nothing, in bins of 2^exponent; a pixel is `pixel` wide. */
export function shapeOfMode(mode: Mode, summary: ActivationSummary, exponent: number, pixel: number): ModeShape {
  const { min, max, count, predicted } = summary;
  const constant = min !== null && min === max ? min : null;
  const body = min === null || constant !== null ? { cells: [], stems: [] } : bodyOf(summary, exponent, pixel);
  return {
    mode,
    name: MODE_NAMES[mode],
    ...body,
    outline: outlineOf(body.cells),
    constant,
    predicted: predicted?.mean ?? null,
    count,
  };
}

/** How high a shape's cells stand at most between `min` and `max`. */
export function peakOf(shape: Pick<ModeShape, "cells">, min: number, max: number): number {
  return shape.cells.reduce(
    (peak, { low, high, height }) => (high >= min && low <= max ? Math.max(peak, height) : peak),
    0,
  );
}
