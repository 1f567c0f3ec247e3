import { labelPlaces, type Picture } from "../figure/index";
import type { Plot } from "./marks";
import type { Theme } from "./theme";

const PADDING = 2;

/** Names at the curves and shares at the lollipops, on a veil of the background so that a curve below stays behind them. */
export function drawLabels(plot: Plot, picture: Picture, theme: Theme): void {
  const { ctx } = plot;
  const height = theme.fontSize + 2 * PADDING;
  ctx.font = `600 ${theme.fontSize}px ${theme.font}`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  const widthOf = (text: string) => ctx.measureText(text).width + 2 * PADDING;
  for (const { text, modes, left, top, width } of labelPlaces(picture, plot, height, widthOf)) {
    const [mode] = modes;
    if (mode === undefined) continue;
    ctx.globalAlpha *= 0.75;
    ctx.fillStyle = theme.background;
    ctx.fillRect(left, top, width, height);
    ctx.globalAlpha /= 0.75;
    ctx.fillStyle = modes.length === 1 ? theme.modes[mode].line : theme.foreground;
    ctx.fillText(text, left + PADDING, top + PADDING);
  }
}
