import { MODE_DASHES } from "../modes";
import type { Mode } from "../../formats/index";
import type { Attributes } from "./xml";

/**
 * The colors of a picture that stands alone, outside of any theme, on paper of its own: the hues of VS Code's chart
 * colors, dark enough to be read on white.
 */
export const PAPER = "#ffffff";
export const INK = "#1f2328";
export const MUTED = "#59636e";
export const GRID = "#d1d9e0";
export const BAND = "#eef1f4";
export const LINES: Readonly<Record<Mode, string>> = { eval: "#3b3b3b", unscaledTrain: "#c72e0f", train: "#1a65b8" };

/** Pixels. */
export const FONT_SIZE = 11;

/** About the width of words in a sans-serif font, in pixels: nothing measures text where this is written. */
export const widthOf = (text: string, size = FONT_SIZE): number => 0.58 * size * text.length;

/** How a mode's lines are drawn, in its color and its dash. */
export const strokeOf = (mode: Mode, width = 1.5): Attributes => ({
  stroke: LINES[mode],
  "stroke-width": width,
  "stroke-dasharray": MODE_DASHES[mode].length === 0 ? undefined : MODE_DASHES[mode].join(" "),
});
