import type { Report } from "../../formats/index";
import type { Box } from "../label-layout";
import { labelPlaces, type Placing } from "../label-places";
import { dodge } from "../dodge";
import { MODE_DASHES } from "../modes";
import { pictureOf } from "../picture";
import type { ModeShape, Picture } from "../types";
import { frame, placingIn, plotWidth } from "./frame";
import { FONT_SIZE, INK, LINES, PAPER, strokeOf, widthOf } from "./palette";
import { element, pathData, segment, words } from "./xml";

const HEAD = 3.5;
const PADDING = 2;

const within = ({ area }: Placing, at: number): boolean => at >= area.left - 1 && at <= area.right + 1;

function outline({ x, y }: Placing, { mode, outline: points }: ModeShape): string {
  if (points.length === 0) return "";
  const d = pathData(points.map((point) => [x(point.x), y(point.y)]));
  return (
    element("path", { d, fill: LINES[mode], "fill-opacity": 0.15 }) +
    element("path", { d, fill: "none", ...strokeOf(mode) })
  );
}

function vertical(plot: Placing, { mode }: ModeShape, value: number, width: number, dash?: string): string {
  const at = plot.x(value);
  if (!within(plot, at)) return "";
  const stroke = { ...strokeOf(mode, width), ...(dash !== undefined && { "stroke-dasharray": dash }) };
  return segment([at, plot.area.top], [at, plot.area.bottom], stroke);
}

/** A disc, or a triangle that says: it goes on beyond the axis. */
function head(at: number, top: number, cut: boolean, fill: string): string {
  if (!cut) return element("circle", { cx: at, cy: top, r: HEAD, fill });
  const [half, low] = [HEAD + 1, top + 2 * HEAD];
  return element("path", {
    d: `${pathData([
      [at, top],
      [at + half, low],
      [at - half, low],
    ])}Z`,
    fill,
  });
}

function stems(plot: Placing, picture: Picture, shape: ModeShape): string {
  const { area, x, y } = plot;
  return shape.stems
    .map(({ x: value, share }) => {
      const at = x(value) + HEAD * dodge(picture.shapes, shape.mode, value);
      const cut = share > picture.scales.y.max;
      const top = cut ? area.top + 1 : y(share);
      if (!within(plot, at) || area.bottom - top < 1) return "";
      return segment([at, area.bottom], [at, top], strokeOf(shape.mode, 2)) + head(at, top, cut, LINES[shape.mode]);
    })
    .join("");
}

/** Thin dashed lines where the closed forms put the means; not where they are the line of a constant itself. */
function prediction(plot: Placing, shape: ModeShape): string {
  const { predicted, constant } = shape;
  if (predicted === null || (constant !== null && Math.abs(plot.x(constant) - plot.x(predicted)) < 1)) return "";
  return vertical(plot, shape, predicted, 1, "3 4");
}

function labels(plot: Placing, picture: Picture): string {
  const height = FONT_SIZE + 2 * PADDING;
  const width = (text: string) => widthOf(text) + 2 * PADDING;
  return labelPlaces(picture, plot, height, width)
    .map(({ text, modes: [mode, ...others], left, top, width: wide }) => {
      const fill = mode === undefined || others.length > 0 ? INK : LINES[mode];
      return (
        element("rect", { x: left, y: top, width: wide, height, fill: PAPER, "fill-opacity": 0.75 }) +
        words(text, left + PADDING, top + FONT_SIZE, { fill, "font-weight": 600 })
      );
    })
    .join("");
}

/** What lies within an area alone. An inner picture clips without an id, which several pictures on one page would share. */
function clipped({ left, top, right, bottom }: Box, content: string): string {
  const [width, height] = [right - left, bottom - top];
  const box = { x: left, y: top, width, height, viewBox: `${left} ${top} ${width} ${height}` };
  return element("svg", { ...box, overflow: "hidden" }, content);
}

/** A picture of one layer, and the notes that it needs. */
export function histogramSvg(
  report: Report,
  layer: number,
  box: Box,
): { readonly svg: string; readonly notes: readonly string[] } {
  const picture = pictureOf(report, layer, { pixels: plotWidth(box) });
  const { x, y } = picture.scales;
  const plot = placingIn(box, x, y);
  const each = (draw: (shape: ModeShape) => string): string => picture.shapes.map(draw).join("");
  const solidFirst = [...picture.shapes].sort((a, b) => MODE_DASHES[a.mode].length - MODE_DASHES[b.mode].length);
  const drawn = [
    each((shape) => prediction(plot, shape)),
    each((shape) => outline(plot, shape)),
    each((shape) => stems(plot, picture, shape)),
    ...solidFirst.map((shape) => (shape.constant === null ? "" : vertical(plot, shape, shape.constant, 2))),
  ];
  return {
    svg: frame(plot, x, y, y.title) + clipped(plot.area, drawn.join("")) + labels(plot, picture),
    notes: picture.notes,
  };
}
