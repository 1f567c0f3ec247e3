import type { Mode } from "../formats/index";
import type { ModeShape } from "./types";

/** How far to the side, in heads, a mode's lollipop stands, so that one does not hide another at the same value. */
export function dodge(shapes: readonly Pick<ModeShape, "mode" | "stems">[], mode: Mode, value: number): number {
  const there = shapes.filter(({ stems }) => stems.some(({ x, share }) => x === value && share > 0));
  const place = there.findIndex((shape) => shape.mode === mode);
  return 1.4 * (place - (there.length - 1) / 2);
}
