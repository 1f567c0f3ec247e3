import type { Chart } from "chart.js";
import { dodge, type Box, type ModeShape, type Picture } from "../figure/index";
import type { Theme } from "./theme";

const HEAD = 3.5;

/** The parts of a chart that marks are drawn with. */
export interface Plot {
  readonly ctx: CanvasRenderingContext2D;
  readonly area: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Radius of a lollipop's head. */
  readonly head: number;
}

/** The parts of a mode that are marks. */
type Marked = Pick<ModeShape, "mode" | "stems" | "constant">;

/** The plot of a chart with an x and a y axis; null before its first layout. */
export function plotOf({ ctx, chartArea, scales }: Chart): Plot | null {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return null;
  return {
    ctx,
    area: chartArea,
    x: (value) => x.getPixelForValue(value),
    y: (value) => y.getPixelForValue(value),
    head: HEAD,
  };
}

const inside = ({ area }: Plot, at: number): boolean => at >= area.left - 1 && at <= area.right + 1;

function line({ ctx }: Plot, from: readonly [number, number], to: readonly [number, number]): void {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.stroke();
}

/** A vertical line over the whole height. */
function vertical(plot: Plot, value: number): void {
  const at = plot.x(value);
  if (inside(plot, at)) line(plot, [at, plot.area.top], [at, plot.area.bottom]);
}

/** Thin dashed lines where the closed forms put the means; not where they are the line of a constant itself. */
export function drawPredictions(plot: Plot, { shapes }: Picture, theme: Theme): void {
  plot.ctx.lineWidth = 1;
  plot.ctx.setLineDash([3, 4]);
  for (const { mode, predicted, constant } of shapes) {
    if (predicted === null || (constant !== null && Math.abs(plot.x(constant) - plot.x(predicted)) < 1)) continue;
    plot.ctx.strokeStyle = theme.modes[mode].line;
    vertical(plot, predicted);
  }
}

/** A disc, or a triangle that says: it goes on beyond the axis. */
function drawHead({ ctx, head }: Plot, at: number, top: number, cut: boolean): void {
  ctx.beginPath();
  if (cut) {
    ctx.moveTo(at, top);
    ctx.lineTo(at + head + 1, top + 2 * head);
    ctx.lineTo(at - head - 1, top + 2 * head);
    ctx.closePath();
  } else {
    ctx.arc(at, top, head, 0, 2 * Math.PI);
  }
  ctx.fill();
}

/** Lollipops, cut off at the top of the axis. */
export function drawStems(plot: Plot, shapes: readonly Marked[], highest: number, theme: Theme): void {
  const { ctx, area } = plot;
  ctx.lineWidth = 2;
  for (const { mode, stems } of shapes) {
    ctx.strokeStyle = theme.modes[mode].line;
    ctx.fillStyle = theme.modes[mode].line;
    for (const { x: value, share } of stems) {
      const at = plot.x(value) + plot.head * dodge(shapes, mode, value);
      const cut = share > highest;
      const top = cut ? area.top + 1 : plot.y(share);
      if (!inside(plot, at) || area.bottom - top < 1) continue;
      ctx.setLineDash([...theme.modes[mode].dash]);
      line(plot, [at, area.bottom], [at, top]);
      ctx.setLineDash([]);
      drawHead(plot, at, top, cut);
    }
  }
}

/** Vertical lines of modes whose values are all equal; several at one place are drawn over each other, solid first. */
export function drawConstants(plot: Plot, shapes: readonly Marked[], theme: Theme): void {
  const solidFirst = [...shapes].sort((a, b) => theme.modes[a.mode].dash.length - theme.modes[b.mode].dash.length);
  plot.ctx.lineWidth = 2;
  for (const { mode, constant } of solidFirst) {
    if (constant === null) continue;
    plot.ctx.strokeStyle = theme.modes[mode].line;
    plot.ctx.setLineDash([...theme.modes[mode].dash]);
    vertical(plot, constant);
  }
}
