/** Says whether item `i` of the one list and item `j` of the other may be the same item. */
export type Same = (i: number, j: number) => boolean;

/** Items of two lists that are taken for the same, ascending in both. */
export type Pair = readonly [i: number, j: number];

/** Above this many comparisons items are paired by their position. */
const MOST_COMPARISONS = 4_000_000;

/** The region [i0, i1) of the one list and [j0, j1) of the other. */
interface Region {
  readonly i0: number;
  readonly i1: number;
  readonly j0: number;
  readonly j1: number;
}

/** A longest common subsequence of a region, by the usual table of the lengths that remain. */
function commonSubsequence({ i0, i1, j0, j1 }: Region, same: Same): Pair[] {
  const rows = i1 - i0;
  const columns = j1 - j0;
  if (rows * columns > MOST_COMPARISONS) {
    return Array.from({ length: Math.min(rows, columns) }, (_, k): Pair => [i0 + k, j0 + k]);
  }
  const width = columns + 1;
  const best = new Uint16Array((rows + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] as number;
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      best[i * width + j] = same(i0 + i, j0 + j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (same(i0 + i, j0 + j)) pairs.push([i0 + i++, j0 + j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function alignRegion(region: Region, [same, ...weaker]: readonly Same[]): Pair[] {
  if (same === undefined) return [];
  let { i0, i1, j0, j1 } = region;
  const head: Pair[] = [];
  const tail: Pair[] = [];
  while (i0 < i1 && j0 < j1 && same(i0, j0)) head.push([i0++, j0++]);
  while (i0 < i1 && j0 < j1 && same(i1 - 1, j1 - 1)) tail.unshift([--i1, --j1]);
  const found: Pair[] = [];
  let from = { i: i0, j: j0 };
  for (const [i, j] of [...commonSubsequence({ i0, i1, j0, j1 }, same), [i1, j1] as const]) {
    found.push(...alignRegion({ i0: from.i, i1: i, j0: from.j, j1: j }, weaker));
    if (i < i1 && j < j1) found.push([i, j]);
    from = { i: i + 1, j: j + 1 };
  }
  return [...head, ...found, ...tail];
}

/**
 * Pairs the items of two lists so that as many as possible stay in place: first by the strongest sameness, then what
 * lies between by the next.
 *
 * @param sizes The lengths of the two lists.
 * @param sameness From the strongest to the weakest.
 */
export function align(sizes: readonly [number, number], sameness: readonly Same[]): Pair[] {
  return alignRegion({ i0: 0, i1: sizes[0], j0: 0, j1: sizes[1] }, sameness);
}
