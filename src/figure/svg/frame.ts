import type { Box } from "../label-layout";
import type { Placing } from "../label-places";
import { MODE_NAMES, MODE_ORDER } from "../modes";
import type { Axis } from "../types";
import { FONT_SIZE, GRID, LINES, MUTED, strokeOf, widthOf } from "./palette";
import { segment, words } from "./xml";

/** Room around a plot for its title and the numbers of its axes. */
const ABOVE = 20;
const BELOW = 20;
const LEFT = 46;
const RIGHT = 8;

/** Pixels across the plot of a box. */
export const plotWidth = ({ left, right }: Box): number => right - left - LEFT - RIGHT;

/** A plot within a box, on two linear axes. */
export function placingIn(box: Box, x: Pick<Axis, "min" | "max">, y: Pick<Axis, "min" | "max">): Placing {
  const area = { left: box.left + LEFT, top: box.top + ABOVE, right: box.right - RIGHT, bottom: box.bottom - BELOW };
  const across = (area.right - area.left) / (x.max - x.min);
  const upwards = (area.bottom - area.top) / (y.max - y.min);
  return {
    area,
    x: (value) => area.left + (value - x.min) * across,
    y: (value) => area.bottom - (value - y.min) * upwards,
  };
}

/** Numbers and lines of the axes, and the title above the plot. */
export function frame({ area, x, y }: Placing, xAxis: Axis, yAxis: Axis, title: string): string {
  const line = { stroke: GRID, "stroke-width": 1 };
  return [
    ...yAxis.ticks.map(
      ({ value, label }) =>
        segment([area.left, y(value)], [area.right, y(value)], line) +
        words(label, area.left - 5, y(value) + 4, { "text-anchor": "end", fill: MUTED }),
    ),
    ...xAxis.ticks.map(
      ({ value, label }) =>
        segment([x(value), area.bottom], [x(value), area.bottom + 4], line) +
        words(label, x(value), area.bottom + 16, { "text-anchor": "middle", fill: MUTED }),
    ),
    segment([area.left, area.bottom], [area.right, area.bottom], line),
    words(title, area.left - LEFT + 2, area.top - 8, { fill: MUTED }),
  ].join("");
}

/** The modes' names at the right above a plot, each underlined as it is drawn. */
export function key({ area }: Placing): string {
  let right = area.right;
  const parts = [...MODE_ORDER].reverse().map((mode) => {
    const width = widthOf(MODE_NAMES[mode]);
    const at = right;
    right -= width + FONT_SIZE;
    return (
      words(MODE_NAMES[mode], at, area.top - 8, { "text-anchor": "end", fill: LINES[mode] }) +
      segment([at - width, area.top - 4], [at, area.top - 4], strokeOf(mode))
    );
  });
  return parts.join("");
}
