import { transpose4 } from "./product-tiles";

// What one block of inputs becomes before all tiles pass over it. Of four trials without any zero: their inputs side by
// side, [block][4]. Of every other trial: a list of the inputs that are not zero, with where their weights are.

/** Inputs of a block: their weights in one tile, 24 KB, stay in the first-level cache while the trials pass. */
export const BLOCK: i32 = 256;
/** Bytes of the values in a list; the offsets of their weights follow. */
export const LIST_VALUES: i32 = BLOCK * 4;
export const LIST_BYTES: i32 = BLOCK * 8;

const X: u32 = 0x03020100;
const Y: u32 = 0x07060504;
const Z: u32 = 0x0b0a0908;
const W: u32 = 0x0f0e0d0c;
/** For each set of four lanes, the bytes of its lanes one after the other. */
const PATTERNS = memory.data<u32>([
  0, 0, 0, 0, X, 0, 0, 0, Y, 0, 0, 0, X, Y, 0, 0, Z, 0, 0, 0, X, Z, 0, 0, Y, Z, 0, 0, X, Y, Z, 0, W, 0, 0, 0, X, W, 0,
  0, Y, W, 0, 0, X, Y, W, 0, Z, W, 0, 0, X, Z, W, 0, Y, Z, W, 0, X, Y, Z, W,
]);

/** Lists the inputs of one trial that are not zero, with the offset k step of their weights, and gives their number. */
export function listNonzero(x: usize, count: i32, step: i32, list: usize): i32 {
  const more = i32x4.splat(step << 2);
  let offsets = i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3));
  let at = list;
  const whole = x + (<usize>(count & ~3) << 2);
  for (; x < whole; x += 16, offsets = i32x4.add(offsets, more)) at = listFour(x, 15, offsets, at);
  if (count & 3) at = listFour(x, (1 << (count & 3)) - 1, offsets, at);
  return <i32>(at - list) >> 2;
}

/** Lists those of four inputs that are not zero and among `lanes`; NaN is not zero. */
@inline
function listFour(x: usize, lanes: i32, offsets: v128, at: usize): usize {
  const four = v128.load(x);
  const nonzero = i32x4.bitmask(f32x4.ne(four, f32x4.splat(0))) & lanes;
  const pattern = v128.load(PATTERNS + (nonzero << 4));
  v128.store(at, i8x16.swizzle(four, pattern));
  v128.store(at, i8x16.swizzle(offsets, pattern), LIST_VALUES);
  return at + (popcnt(nonzero) << 2);
}

/** Writes the inputs of four trials side by side, or says that one of them is zero. */
export function interleave(x: usize, row: usize, count: i32, to: usize): bool {
  const zero = f32x4.splat(0);
  const whole = x + (<usize>(count & ~3) << 2);
  for (; x < whole; x += 16, to += 64) {
    const a = v128.load(x);
    const b = v128.load(x + row);
    const c = v128.load(x + 2 * row);
    const d = v128.load(x + 3 * row);
    const zeros = v128.or(v128.or(f32x4.eq(a, zero), f32x4.eq(b, zero)), v128.or(f32x4.eq(c, zero), f32x4.eq(d, zero)));
    if (v128.any_true(zeros)) return false;
    transpose4(a, b, c, d, to, 16);
  }
  for (const end = whole + (<usize>(count & 3) << 2); x < end; x += 4) {
    for (let from = x; from < x + 4 * row; from += row, to += 4) {
      const value = load<f32>(from);
      if (value === 0) return false;
      store<f32>(to, value);
    }
  }
  return true;
}
