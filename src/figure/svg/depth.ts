import { layerAxis, MOST_DOTS } from "../depth";
import type { Box } from "../label-layout";
import type { Placing } from "../label-places";
import type { DepthFigure, DepthPanel } from "../types";
import { frame, key, placingIn } from "./frame";
import { BAND, LINES, strokeOf } from "./palette";
import { element, pathData } from "./xml";

const DOT = 2.5;
/** The band behind the layer that the picture shows is no wider than this, in pixels. */
const WIDEST_BAND = 28;

/** Positions in a row, a new one after each gap. */
function runsOf(positions: readonly (number | null)[]): [number, number][][] {
  const runs: [number, number][][] = [];
  positions.forEach((y, x) => {
    if (y === null) return;
    if (x > 0 && positions[x - 1] !== null) runs.at(-1)?.push([x, y]);
    else runs.push([[x, y]]);
  });
  return runs;
}

function line({ x, y }: Placing, { mode, positions }: DepthPanel["series"][number]): string {
  const runs = runsOf(positions).map((run) => run.map(([at, value]): [number, number] => [x(at), y(value)]));
  const dots = positions.length > MOST_DOTS ? runs.filter((run) => run.length === 1).flat() : runs.flat();
  return [
    ...runs.map((run) => element("path", { d: pathData(run), fill: "none", ...strokeOf(mode) })),
    ...dots.map(([cx, cy]) => element("circle", { cx, cy, r: DOT, fill: LINES[mode] })),
  ].join("");
}

function band({ area, x }: Placing, layer: number): string {
  const half = Math.min(WIDEST_BAND, x(0.8) - x(0)) / 2;
  const left = Math.max(area.left, x(layer) - half);
  const width = Math.min(area.right, x(layer) + half) - left;
  return element("rect", { x: left, y: area.top, width, height: area.bottom - area.top, fill: BAND });
}

/** One measure relative to evaluation across depth, in a box; the layer that the picture shows is marked. */
export function depthSvg(figure: DepthFigure, measure: "mean" | "rms", layer: number, box: Box): string {
  const panel = figure[measure];
  const across = layerAxis(figure);
  const plot = placingIn(box, across, panel.axis);
  const lines = panel.series.map((series) => line(plot, series));
  return [band(plot, layer), frame(plot, across, panel.axis, panel.title), key(plot), ...lines].join("");
}
