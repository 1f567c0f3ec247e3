import { baselineOf } from "./contenders";
import type { ResultRow } from "./results";
import { WORK, type WorkId } from "./works";

/** Three significant digits, without an exponent. */
export const three = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/^(\d\.\d\d)\d*$/, "$1");

/** The times of a row, each with its ratio to this engine's time. */
function cellsOf(row: ResultRow, rows: readonly ResultRow[], works: readonly WorkId[]): string[] {
  return works.map((work) => {
    const cell = row.works[work];
    if (cell === undefined) return "";
    const own = rows.find(({ name }) => name === baselineOf(work))?.works[work]?.median;
    const ratio = own === undefined ? "" : `  ${three(cell.median / own)}x`;
    return `${three(cell.median)}${cell.share < 1 ? "*" : ""}${ratio}`;
  });
}

/** The table in Markdown: milliseconds, and how many times this engine's time that is. */
export function table(rows: readonly ResultRow[], works: readonly WorkId[]): string {
  const head = ["ms, times ours", ...works.map((work) => WORK[work].short)];
  const body = rows.map((row) => [row.name, ...cellsOf(row, rows, works)]);
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((line) => line[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...body.map(line)].join("\n");
}
