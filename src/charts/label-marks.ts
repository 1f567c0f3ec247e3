import type { Picture } from "../figure/index";
import { layOutLabels, type Box } from "./label-layout";
import type { Plot } from "./marks";
import type { Theme } from "./theme";

const PADDING = 2;

/** Pixels of outlines, lollipops and vertical lines under a box. */
function coverage(plot: Plot, { shapes }: Picture): (box: Box) => number {
  const spans = shapes.flatMap(({ outline, constant, stems }) => [
    ...outline.flatMap(({ x, y }, i) => {
      const next = outline[i + 1];
      if (next === undefined) return [];
      const [a, b] = [plot.x(x), plot.x(next.x)];
      const [c, d] = [plot.y(y), plot.y(next.y)];
      return [{ left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) }];
    }),
    ...(constant === null ? [] : [constant]).map((value) => ({
      left: plot.x(value),
      right: plot.x(value),
      top: plot.area.top,
      bottom: plot.area.bottom,
    })),
    ...stems.map(({ x, share }) => ({
      left: plot.x(x),
      right: plot.x(x),
      top: Math.max(plot.area.top, plot.y(share)),
      bottom: plot.area.bottom,
    })),
  ]);
  const within = (low: number, high: number, from: number, to: number) => Math.min(high, to) - Math.max(low, from);
  return (box) =>
    spans.reduce((sum, { left, right, top, bottom }) => {
      const [wide, high] = [within(left, right, box.left, box.right), within(top, bottom, box.top, box.bottom)];
      return wide < 0 || high < 0 ? sum : sum + wide + high;
    }, 0);
}

/** Names at the curves and shares at the lollipops, on a veil of the background so that a curve below stays behind them. */
export function drawLabels(plot: Plot, picture: Picture, theme: Theme): void {
  const { ctx, area } = plot;
  const height = theme.fontSize + 2 * PADDING;
  ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  const requests = picture.labels.map(({ text, x, y, optional }) => ({
    x: plot.x(x),
    y: Math.max(area.top, plot.y(y)),
    width: ctx.measureText(text).width + 2 * PADDING,
    optional,
  }));
  const places = layOutLabels(requests, height, area, coverage(plot, picture));
  picture.labels.forEach(({ text, modes }, i) => {
    const place = places[i];
    const [mode] = modes;
    if (!place || mode === undefined) return;
    ctx.globalAlpha *= 0.75;
    ctx.fillStyle = theme.background;
    ctx.fillRect(place.left, place.top, requests[i]?.width ?? 0, height);
    ctx.globalAlpha /= 0.75;
    ctx.fillStyle = modes.length === 1 ? theme.modes[mode].line : theme.foreground;
    ctx.fillText(text, place.left + PADDING, place.top + PADDING);
  });
}
