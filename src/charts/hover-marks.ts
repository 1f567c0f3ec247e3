import type { Hover } from "../figure/index";
import type { Plot } from "./marks";
import type { Theme } from "./theme";

const PADDING = 6;
const AWAY = 10;
const SWATCH = 18;

/** A line at x and a box that says what is there, in each mode. */
export function drawHover(plot: Plot, { title, rows }: Hover, theme: Theme, x: number): void {
  const { ctx, area } = plot;
  const line = theme.fontSize + 5;
  ctx.font = `${theme.fontSize}px ${theme.font}`;
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  const texts = rows.map(({ name, text }) => `${name}  ${text}`);
  const inner = Math.max(ctx.measureText(title).width, ...texts.map((text) => SWATCH + ctx.measureText(text).width));
  const [width, height] = [inner + 2 * PADDING, line * (rows.length + 1) + 2 * PADDING];
  const right = x + AWAY + width <= area.right;
  const left = Math.max(0, right ? x + AWAY : Math.min(x - AWAY - width, ctx.canvas.clientWidth - width));
  const { top } = area;
  ctx.setLineDash([]);
  ctx.lineWidth = 1;
  ctx.strokeStyle = theme.muted;
  ctx.strokeRect(x, area.top, 0, area.bottom - area.top);
  ctx.fillStyle = theme.hover.background;
  ctx.fillRect(left, top, width, height);
  ctx.strokeStyle = theme.hover.border;
  ctx.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  ctx.fillStyle = theme.hover.foreground;
  ctx.fillText(title, left + PADDING, top + PADDING);
  rows.forEach(({ mode }, i) => {
    const y = top + PADDING + (i + 1) * line;
    ctx.strokeStyle = theme.modes[mode].line;
    ctx.lineWidth = 2;
    ctx.setLineDash([...theme.modes[mode].dash]);
    ctx.beginPath();
    ctx.moveTo(left + PADDING, y + theme.fontSize / 2);
    ctx.lineTo(left + PADDING + SWATCH - 5, y + theme.fontSize / 2);
    ctx.stroke();
    ctx.fillText(texts[i] ?? "", left + PADDING + SWATCH, y);
  });
}
