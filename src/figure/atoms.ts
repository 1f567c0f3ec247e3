import type { ActivationSummary } from "../formats/index";
import type { Cell } from "./types";

/** Distinct values with their counts, ascending. */
export interface Atoms {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** More values than this that form no lattice are binned. */
const MOST_STEMS = 12;
/** Fewer values than this are lollipops: a few numbers always have some common step. */
const LEAST_STEPS = 5;
/** Exact zeros this many times as frequent as any other value stand out of a lattice. */
const STANDS_OUT = 3;

/** Distinct values as close as float32 rounding are one. */
function withoutRounding(atoms: Atoms): Atoms {
  const largest = Math.max(...atoms.values.map(Math.abs));
  return mergeCloser(atoms, largest * 2 ** -20);
}

/** Atoms within `distance` of the first of them, joined at their weighted mean. */
function mergeCloser({ values, counts }: Atoms, distance: number): Atoms {
  const groups: { first: number; sum: number; count: number }[] = [];
  values.forEach((value, i) => {
    const count = counts[i] ?? 0;
    const group = groups.at(-1);
    if (group !== undefined && value - group.first < distance) {
      group.sum += value * count;
      group.count += count;
    } else {
      groups.push({ first: value, sum: value * count, count });
    }
  });
  return { values: groups.map(({ sum, count }) => sum / count), counts: groups.map(({ count }) => count) };
}

/** Atoms without exact zeros. */
function withoutZero({ values, counts }: Atoms): Atoms {
  const kept = values.flatMap((value, i) => (value === 0 ? [] : [i]));
  return { values: kept.map((i) => values[i] ?? 0), counts: kept.map((i) => counts[i] ?? 0) };
}

/**
 * The spacing of a lattice: every gap is an integer multiple of the smallest, and at least half of its places are taken.
 * Null where the values are none.
 */
function latticeGap({ values }: Atoms): number | null {
  if (values.length < LEAST_STEPS) return null;
  const gaps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
  const gap = Math.min(...gaps);
  const multiples = gaps.map((distance) => distance / gap);
  const places = multiples.reduce((sum, times) => sum + Math.round(times), 1);
  const even = multiples.every((times) => Math.abs(times - Math.round(times)) < 0.01 * Math.max(1, times));
  return even && 2 * values.length >= places ? ((values.at(-1) ?? 0) - (values[0] ?? 0)) / (places - 1) : null;
}

/** Whether exact zeros are drawn apart from a lattice that goes through zero. */
function zeroStandsOut({ values, counts }: Atoms): boolean {
  const others = counts.filter((_, i) => values[i] !== 0);
  return (counts[values.indexOf(0)] ?? 0) > STANDS_OUT * Math.max(0, ...others);
}

/** Steps centered on values: halfway to each neighbor, and as far outwards at the edges; `gap` wide where one is alone. */
function steps({ values, counts }: Atoms, gap: number, total: number, binWidth: number): Cell[] {
  return values.map((value, i) => {
    const before = values[i - 1];
    const after = values[i + 1];
    const left = before === undefined ? (after === undefined ? gap : after - value) : value - before;
    const right = after === undefined ? left : after - value;
    const [low, high] = [value - left / 2, value + right / 2];
    const count = counts[i] ?? 0;
    const share = count / total;
    return { low, high, height: (share / (high - low)) * binWidth, share, count, value };
  });
}

/** Steps over `together` neighbouring places of a lattice each; they stand for no single value. */
function joinedSteps(atoms: Atoms, gap: number, together: number, total: number, binWidth: number): Cell[] {
  const [origin = 0] = atoms.values;
  const sums = new Map<number, number>();
  atoms.values.forEach((value, i) => {
    const group = Math.floor(Math.round((value - origin) / gap) / together);
    sums.set(group, (sums.get(group) ?? 0) + (atoms.counts[i] ?? 0));
  });
  const width = together * gap;
  return [...sums].map(([group, count]) => {
    const low = origin - gap / 2 + group * width;
    const share = count / total;
    return { low, high: low + width, height: (share / width) * binWidth, share, count };
  });
}

/** The steps of a lattice, at least a pixel wide, and as wide as a bin where they would stand above 100 %. */
function latticeSteps(atoms: Atoms, gap: number, total: number, binWidth: number, pixel: number): Cell[] {
  const places = Math.ceil(pixel / gap);
  const fine = places > 1 ? joinedSteps(atoms, gap, places, total, binWidth) : steps(atoms, gap, total, binWidth);
  if (gap >= binWidth || fine.every(({ height }) => height <= 1)) return fine;
  return joinedSteps(atoms, gap, Math.ceil(binWidth / gap), total, binWidth);
}

/** How a mode's distinct values are drawn. */
export interface AtomShape {
  readonly cells: readonly Cell[];
  /** Values drawn as lollipops. */
  readonly stems: Atoms;
}

const NO_ATOMS: Atoms = { values: [], counts: [] };

/** Steps of a lattice, or lollipops; null where the values are to be binned. */
export function atomShape(summary: ActivationSummary, binWidth: number, pixel: number): AtomShape | null {
  if (summary.atoms === undefined) return null;
  const atoms = withoutRounding(summary.atoms);
  const apart = zeroStandsOut(atoms);
  const body = apart ? withoutZero(atoms) : atoms;
  const gap = latticeGap(body);
  if (gap !== null) {
    const zeros = { values: [0], counts: [summary.zeros] };
    return { cells: latticeSteps(body, gap, summary.count, binWidth, pixel), stems: apart ? zeros : NO_ATOMS };
  }
  const distinct = mergeCloser(atoms, pixel);
  return distinct.values.length <= MOST_STEMS ? { cells: [], stems: distinct } : null;
}
