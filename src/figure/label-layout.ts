/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Words that belong to a point of the picture. */
export interface LabelRequest {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Left out where it would cover others. */
  readonly optional: boolean;
}

/** Where words go; null where they are left out. */
export type LabelPlace = { readonly left: number; readonly top: number } | null;

const GAP = 4;
/** What it costs to lie on other words, in pixels of distance for each pixel of area. */
const ON_WORDS = 40;
/** What it costs to lie on a curve, in pixels of distance for each pixel of its line that is covered. */
const ON_CURVE = 1.5;

const overlap = (a: Box, b: Box): number =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** Above the point, beside it, and then further up and down, row by row. */
function candidates({ x, y, width }: LabelRequest, height: number, area: Box): Box[] {
  const lefts = [x - width / 2, x + GAP, x - width - GAP];
  const rows = Math.max(1, Math.floor((area.bottom - area.top) / height));
  const tops = Array.from({ length: rows }, (_, row) => area.top + row * height);
  return [y - height - GAP / 2, ...tops].flatMap((top) =>
    lefts.map((left) => {
      const fittedLeft = Math.max(area.left, Math.min(left, area.right - width));
      const fittedTop = Math.max(area.top, Math.min(top, area.bottom - height));
      return { left: fittedLeft, top: fittedTop, right: fittedLeft + width, bottom: fittedTop + height };
    }),
  );
}

function distance({ x, y }: LabelRequest, box: Box): number {
  const dx = Math.abs((box.left + box.right) / 2 - x);
  const below = Math.max(0, box.bottom - y);
  return 0.6 * dx + Math.abs(box.bottom - y) + below;
}

/**
 * Places words near their points: inside the area, never on one another, off the curves where that can be had.
 *
 * @param covered pixels of curves under a box.
 */
export function layOutLabels(
  requests: readonly LabelRequest[],
  height: number,
  area: Box,
  covered: (box: Box) => number,
): LabelPlace[] {
  const taken: Box[] = [];
  const places: LabelPlace[] = requests.map(() => null);
  const order = [...requests.keys()].sort((a, b) => Number(requests[a]?.optional) - Number(requests[b]?.optional));
  for (const index of order) {
    const request = requests[index];
    if (request === undefined) continue;
    const scored = candidates(request, height, area).map((box) => {
      const words = taken.reduce((sum, other) => sum + overlap(box, other), 0);
      return { box, words, cost: ON_WORDS * words + ON_CURVE * covered(box) + distance(request, box) };
    });
    const best = scored.reduce((a, b) => (b.cost < a.cost ? b : a));
    if (request.optional && best.words > 0) continue;
    taken.push(best.box);
    places[index] = { left: best.box.left, top: best.box.top };
  }
  return places;
}
