import { layOutLabels, type Box } from "./label-layout";
import type { CurveLabel, Picture } from "./types";

/** Where a picture is drawn, in CSS pixels. */
export interface Placing {
  readonly area: Box;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** A name or a share with the place of its box. */
export interface PlacedLabel extends Pick<CurveLabel, "text" | "modes"> {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Pixels of outlines, lollipops and vertical lines under a box. */
function coverage({ area, x: toX, y: toY }: Placing, { shapes }: Picture): (box: Box) => number {
  const upright = (value: number, top: number): Box => ({
    left: toX(value),
    right: toX(value),
    top,
    bottom: area.bottom,
  });
  const spans = shapes.flatMap(({ outline, constant, stems }) => [
    ...outline.flatMap(({ x, y }, i) => {
      const next = outline[i + 1];
      if (next === undefined) return [];
      const [a, b] = [toX(x), toX(next.x)];
      const [c, d] = [toY(y), toY(next.y)];
      return [{ left: Math.min(a, b), right: Math.max(a, b), top: Math.min(c, d), bottom: Math.max(c, d) }];
    }),
    ...(constant === null ? [] : [upright(constant, area.top)]),
    ...stems.map(({ x, share }) => upright(x, Math.max(area.top, toY(share)))),
  ]);
  const within = (low: number, high: number, from: number, to: number) => Math.min(high, to) - Math.max(low, from);
  return (box) =>
    spans.reduce((sum, { left, right, top, bottom }) => {
      const [wide, high] = [within(left, right, box.left, box.right), within(top, bottom, box.top, box.bottom)];
      return wide < 0 || high < 0 ? sum : sum + wide + high;
    }, 0);
}

/** The labels of a picture with their places, in boxes of one height; those for which there is no room are left out. */
export function labelPlaces(
  picture: Picture,
  placing: Placing,
  height: number,
  widthOf: (text: string) => number,
): PlacedLabel[] {
  const { area, x, y } = placing;
  const requests = picture.labels.map((label) => ({
    x: x(label.x),
    y: Math.max(area.top, y(label.y)),
    width: widthOf(label.text),
    optional: label.optional,
  }));
  const places = layOutLabels(requests, height, area, coverage(placing, picture));
  return picture.labels.flatMap(({ text, modes }, i) => {
    const place = places[i];
    return place ? [{ text, modes, ...place, width: requests[i]?.width ?? 0 }] : [];
  });
}
