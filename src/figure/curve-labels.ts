import { formatNumber, formatShare } from "./numbers";
import { peakOf } from "./shape";
import type { Axis, CurveLabel, ModeShape } from "./types";

/** Places along the axis where a label may stand. */
const PLACES = 60;
/** Lollipops with a smaller share are drawn without words, and so are all but the largest few. */
const LEAST_SHARE = 0.005;
const MOST_SHARES = 3;
/** Where curves are alike, the label of eval prefers the left, that of train the right: frame after frame the same. */
const LEANING = { eval: -0.2, unscaledTrain: 0, train: 0.2 } as const;

/** How high a shape stands at x, averaged over a few places so that noise does not move a label. */
function heightAt({ cells }: ModeShape, x: number, reach: number): number {
  const area = cells.reduce((sum, { low, high, height }) => {
    const overlap = Math.min(high, x + reach) - Math.max(low, x - reach);
    return overlap > 0 ? sum + overlap * height : sum;
  }, 0);
  return area / (2 * reach);
}

/** Where a curve stands highest above the others: there its name says what it names. */
function anchorOf(shape: ModeShape, others: readonly ModeShape[], { min, max }: Axis): { x: number; y: number } {
  const step = (max - min) / PLACES;
  const peak = peakOf(shape, min, max);
  let best = { x: (min + max) / 2, y: peak, score: -Infinity };
  for (let place = 1; place < PLACES; place++) {
    const x = min + place * step;
    const y = heightAt(shape, x, 1.5 * step);
    if (y < 0.15 * peak) continue;
    const above = (y - Math.max(0, ...others.map((other) => heightAt(other, x, 1.5 * step)))) / peak;
    const score = above + 0.3 * (y / peak) + LEANING[shape.mode] * (place / PLACES - 0.5);
    if (score > best.score) best = { x, y, score };
  }
  return { x: best.x, y: best.y };
}

const sameNumbers = (a: ModeShape, b: ModeShape): boolean =>
  a.constant === b.constant &&
  a.count === b.count &&
  a.cells.length === b.cells.length &&
  a.stems.length === b.stems.length &&
  a.cells.every(({ low, count }, i) => low === b.cells[i]?.low && count === b.cells[i].count) &&
  a.stems.every(({ x, count }, i) => x === b.stems[i]?.x && count === b.stems[i].count);

/** Shapes that are the same numbers, together. */
function groupsOf(shapes: readonly ModeShape[]): ModeShape[][] {
  const groups: ModeShape[][] = [];
  for (const shape of shapes) {
    const alike = groups.find(([first]) => first !== undefined && sameNumbers(first, shape));
    if (alike) alike.push(shape);
    else groups.push([shape]);
  }
  return groups;
}

const namesOf = (shapes: readonly ModeShape[]): string => shapes.map(({ name }) => name).join(" = ");

/** The name of a curve or of a vertical line. */
function nameLabel(group: readonly ModeShape[], shapes: readonly ModeShape[], x: Axis, top: number): CurveLabel[] {
  const [first] = group;
  if (first === undefined || (first.constant === null && first.cells.length === 0)) return [];
  const modes = group.map(({ mode }) => mode);
  if (first.constant !== null) {
    return [
      { modes, text: `${namesOf(group)} ${formatNumber(first.constant)}`, x: first.constant, y: top, optional: false },
    ];
  }
  const others = shapes.filter((shape) => !group.includes(shape));
  return [{ modes, text: namesOf(group), ...anchorOf(first, others, x), optional: false }];
}

/** A lollipop that gets words. */
interface Share {
  readonly shapes: readonly ModeShape[];
  readonly x: number;
  readonly share: number;
  /** It bears the name of its mode, since no curve does. */
  readonly named: boolean;
}

/** A shape's largest lollipops; the name stands at the first that is not zero, where there is one. */
function sharesOf(shapes: readonly ModeShape[]): Share[] {
  const [first] = shapes;
  if (first === undefined) return [];
  const large = first.stems.filter(({ share }) => share >= LEAST_SHARE).sort((a, b) => b.share - a.share);
  const bearer = first.cells.length > 0 ? undefined : (large.find(({ x }) => x !== 0) ?? large[0]);
  return large.slice(0, MOST_SHARES).map((stem) => ({ shapes, x: stem.x, share: stem.share, named: stem === bearer }));
}

/** Equal shares at one value are said once. */
function joined(shares: readonly Share[]): Share[] {
  const groups = new Map<string, Share>();
  for (const share of shares) {
    const key = `${share.x} ${share.share} ${share.named ? share.shapes.map(({ mode }) => mode).join(" ") : ""}`;
    const twin = groups.get(key);
    groups.set(key, twin === undefined ? share : { ...twin, shapes: [...twin.shapes, ...share.shapes] });
  }
  return [...groups.values()];
}

/** Words at a lollipop: whose zeros they are, unless they are everyone's. */
function shareLabel({ shapes, x, share, named }: Share, everyone: number, top: number): CurveLabel {
  const zeros = x === 0 ? "zeros " : "";
  const names = named || (x === 0 && shapes.length < everyone) ? `${namesOf(shapes)} ` : "";
  return {
    modes: shapes.map(({ mode }) => mode),
    text: `${names}${zeros}${formatShare(share)}`,
    x,
    y: Math.min(share, top),
    optional: !named && x !== 0,
  };
}

/** One name for each curve, one for curves that are the same numbers, and the shares of lollipops. */
export function curveLabels(shapes: readonly ModeShape[], x: Axis, top: number): CurveLabel[] {
  const groups = groupsOf(shapes);
  return [
    ...groups.flatMap((group) => nameLabel(group, shapes, x, top)),
    ...joined(groups.flatMap(sharesOf)).map((share) => shareLabel(share, shapes.length, top)),
  ].filter((label) => label.x >= x.min && label.x <= x.max);
}
