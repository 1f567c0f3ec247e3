import type { Seen } from "./watch";

/** Median and 95th percentile, in milliseconds; null of no numbers. */
export interface Spread {
  readonly median: number | null;
  readonly p95: number | null;
}

/** What was measured of one way to move at one number of trials. */
export interface Measured {
  readonly trials: number;
  readonly way: string;
  readonly moves: number;
  /** Milliseconds between two moves, median. */
  readonly every: number | null;
  /** Milliseconds between two frames of this browser while it moved, median. */
  readonly frame: number | null;
  /** Moves that a newer one replaced before they were drawn. */
  readonly superseded: number;
  /** From the event's `timeStamp` to the end of the draw call, and to the painted frame. */
  readonly drawn: Spread;
  readonly painted: Spread;
  /** The frame after the event that shows it: 1 is the first that begins. */
  readonly frames: Spread;
  /** Trials of the first picture, median. */
  readonly firstTrials: number | null;
  /** To the picture of all trials, where the slider rested for long enough. */
  readonly whole: Spread;
}

/** The smallest number that at least this share of the numbers do not exceed. */
function quantile(numbers: readonly number[], share: number): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Median and 95th percentile of some numbers. */
export const spread = (numbers: readonly number[]): Spread => ({
  median: quantile(numbers, 0.5),
  p95: quantile(numbers, 0.95),
});

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - (times[i] ?? time));

/** The figures of what a page has seen. */
export function measured(trials: number, way: string, { moves, frames }: Seen): Measured {
  const drawn = moves.flatMap((move) => (move.drawn ? [{ ...move, ...move.drawn, began: move.at }] : []));
  const during = frames.slice(moves[0]?.frames ?? 0, moves.at(-1)?.frames);
  const whole = moves.flatMap((move) => (move.whole === null ? [] : [move.whole - move.at]));
  return {
    trials,
    way,
    moves: moves.length,
    every: quantile(gaps(moves.map(({ at }) => at)), 0.5),
    frame: quantile(gaps(during), 0.5),
    superseded: moves.length - drawn.length,
    drawn: spread(drawn.map(({ at, began }) => at - began)),
    painted: spread(drawn.flatMap(({ painted, began }) => (painted === null ? [] : [painted - began]))),
    frames: spread(drawn.map((move) => move.frame - move.frames)),
    firstTrials: quantile(
      drawn.map((move) => move.trials),
      0.5,
    ),
    whole: spread(whole),
  };
}

const number = (value: number | null, digits = 1): string => (value === null ? "-" : value.toFixed(digits));
const both = ({ median, p95 }: Spread, digits = 1): string => `${number(median, digits)} / ${number(p95, digits)}`;

/** The figures as an aligned table; milliseconds, median / 95th percentile. */
export function table(rows: readonly Measured[]): string {
  const lines = [
    ["trials", "moves", "every", "superseded", "drawn", "painted", "in frame", "first picture", "whole", "frame"],
    ...rows.map((row) => [
      row.trials.toExponential(0).replace("+", ""),
      `${row.moves} x ${row.way}`,
      number(row.every),
      String(row.superseded),
      both(row.drawn),
      both(row.painted),
      both(row.frames, 0),
      number(row.firstTrials, 0),
      both(row.whole),
      number(row.frame),
    ]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
