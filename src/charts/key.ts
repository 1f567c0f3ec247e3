import { MODE_NAMES, MODE_ORDER } from "../figure/index";
import type { Plot } from "./marks";
import type { Theme } from "./theme";

const GAP = 10;

/** The modes' names above a plot, at its right edge, each underlined as it is drawn. */
export function drawKey({ ctx, area }: Plot, theme: Theme): void {
  ctx.save();
  ctx.textBaseline = "top";
  ctx.textAlign = "right";
  ctx.lineWidth = theme.lineWidth;
  let right = area.right;
  for (const mode of [...MODE_ORDER].reverse()) {
    const { width } = ctx.measureText(MODE_NAMES[mode]);
    ctx.fillStyle = theme.modes[mode].line;
    ctx.fillText(MODE_NAMES[mode], right, 1);
    ctx.strokeStyle = theme.modes[mode].line;
    ctx.setLineDash([...theme.modes[mode].dash]);
    ctx.beginPath();
    ctx.moveTo(right - width, theme.fontSize + 3);
    ctx.lineTo(right, theme.fontSize + 3);
    ctx.stroke();
    right -= width + GAP;
  }
  ctx.restore();
}
