/**
 * Outputs of a full tile: six running sums of four, their weights, which V8 loads all at once, and an input fit in its
 * 15 registers; with 32 outputs they do not, and a walk over nonzero inputs takes twice the time.
 */
export const TILE: i32 = 24;

/** Stores the columns of four rows, each `step` bytes after the one before. */
@inline
export function transpose4(a: v128, b: v128, c: v128, d: v128, to: usize, step: usize): void {
  const ab01 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cd01 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const ab23 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd23 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab01, cd01, 0, 2));
  v128.store(to + step, v128.shuffle<i64>(ab01, cd01, 1, 3));
  v128.store(to + 2 * step, v128.shuffle<i64>(ab23, cd23, 0, 2));
  v128.store(to + 3 * step, v128.shuffle<i64>(ab23, cd23, 1, 3));
}

/** Outputs that are computed for so many that are left: 4, 8, 16 or 24. */
@inline
export function lanesFor(units: i32): i32 {
  return units > 16 ? TILE : units > 8 ? 16 : units > 4 ? 8 : 4;
}

/** Bytes of a packed weight: tiles of min(24, lanes for all units) outputs, the last one filled up. */
export function packedBytes(fanIn: i32, units: i32): u32 {
  const width = lanesFor(units);
  return <u32>((units + width - 1) / width) * width * fanIn * 4;
}

/**
 * Packs `count` rows [count][fanIn] of a weight, those of the units from `firstUnit` on, into tiles
 * [tile][fanIn][width], width = min(24, lanes for all units). Outputs that the last tile has beyond `units` are left as
 * they are: their sums are never written.
 */
export function packRows(rows: usize, count: i32, fanIn: i32, firstUnit: i32, units: i32, tiles: usize): void {
  const width = lanesFor(units);
  const row = <usize>fanIn << 2;
  const end = firstUnit + count;
  for (let unit = firstUnit; unit < end; ) {
    const inTile = unit % width;
    const to = tiles + ((<usize>(unit - inTile) * fanIn + inTile) << 2);
    const together = (unit & 3) === 0 && end - unit >= 4 ? 4 : 1;
    let k: i32 = 0;
    if (together === 4) k = packFour(rows, row, fanIn, to, width << 2);
    for (let i = 0; i < together; i++, rows += row) packRow(rows, k, fanIn, to + (i << 2), width << 2);
    unit += together;
  }
}

/** Packs four rows but for the last inputs, of which there are no four, and gives the index of the first of these. */
function packFour(rows: usize, row: usize, fanIn: i32, to: usize, step: usize): i32 {
  let k: i32 = 0;
  for (; k + 4 <= fanIn; k += 4, rows += 16, to += step << 2) {
    transpose4(
      v128.load(rows),
      v128.load(rows + row),
      v128.load(rows + 2 * row),
      v128.load(rows + 3 * row),
      to,
      step,
    );
  }
  return k;
}

/** Packs the inputs of one row from `k` on. */
function packRow(row: usize, k: i32, fanIn: i32, to: usize, step: usize): void {
  for (to += <usize>k * step; k < fanIn; k++, to += step) store<f32>(to, load<f32>(row + (<usize>k << 2)));
}
