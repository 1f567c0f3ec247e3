import { formatCount, formatNumber, formatShare } from "./numbers";
import type { Hover, ModeShape, Picture } from "./types";

const counted = (share: number, count: number): string => `${formatShare(share)} (${formatCount(count)})`;

/** What a mode has at x or in the bin around it. */
function textAt({ cells, stems, constant, count }: ModeShape, x: number, low: number, high: number): string {
  if (constant !== null) {
    return constant >= low && constant < high ? `${counted(1, count)}, all at ${formatNumber(constant)}` : "0";
  }
  const cell = cells.find((each) => x >= each.low && x < each.high);
  const parts = stems
    .filter((stem) => stem.x >= low && stem.x < high)
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
  const high = low + width;
  return {
    title: `${formatNumber(low)} to ${formatNumber(high)}`,
    rows: shapes.map((shape) => ({ mode: shape.mode, name: shape.name, text: textAt(shape, x, low, high) })),
  };
}
