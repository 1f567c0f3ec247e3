import { formatCount, formatNumber, formatShare } from "./numbers";
import type { Hover, ModeShape, Picture } from "./types";

const counted = (share: number, count: number): string => `${formatShare(share)} (${formatCount(count)})`;

/** Lines and lollipops within this share of the axis are meant: nobody points at a pixel. */
const REACH = 0.02;

/** What a mode has at x, and the single values within reach of it. */
function textAt({ cells, stems, constant, count }: ModeShape, x: number, reach: number): string {
  if (constant !== null) {
    return Math.abs(constant - x) <= reach ? `${counted(1, count)}, all at ${formatNumber(constant)}` : "0";
  }
  const cell = cells.find((each) => x >= each.low && x < each.high);
  const parts = stems
    .filter((stem) => Math.abs(stem.x - x) <= reach)
    .map((stem) => `${counted(stem.share, stem.count)} at ${formatNumber(stem.x)}`);
  if (cell !== undefined) {
    const at = cell.value === undefined ? "" : ` at ${formatNumber(cell.value)}`;
    parts.push(counted(cell.share, cell.count) + at);
  }
  return parts.length === 0 ? "0" : parts.join(", ");
}

/** What is at `x` of a picture: the bin, and the share and count of each mode in it. */
export function hoverAt({ scales, shapes }: Picture, x: number): Hover {
  const width = 2 ** scales.binExponent;
  const low = Math.floor(x / width) * width;
  const reach = REACH * (scales.x.max - scales.x.min);
  return {
    title: `${formatNumber(low)} to ${formatNumber(low + width)}`,
    rows: shapes.map((shape) => ({ mode: shape.mode, name: shape.name, text: textAt(shape, x, reach) })),
  };
}
