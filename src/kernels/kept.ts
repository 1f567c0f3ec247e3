// What masks keep, counted from their bytes: of each input over trials, of each trial over inputs.

/** Trials that are counted in a byte. */
const BYTE_TRIALS: i32 = 255;
/** Vectors whose bytes are added before one may overflow. */
const BYTE_VECTORS: usize = 255;
/** From 16 - n on, n bytes that keep and 16 - n that do not. */
const FIRST_BYTES = memory.data<u64>([-1, -1, 0, 0]);

/**
 * counts[k] += the number of trials that keep input k. keep: bytes [trials][units], 0xFF or 0, up to 63 bytes after
 * them are read; counts: u32 [units].
 */
export function addColumns(keep: usize, trials: i32, units: i32, counts: usize): void {
  for (let t = 0; t < trials; t += BYTE_TRIALS) {
    const end = keep + <usize>min(BYTE_TRIALS, trials - t) * units;
    for (let k = 0; k < units; k += 64) addColumns64(keep + k, end, units, counts + (<usize>k << 2), units - k);
    keep = end;
  }
}

/** Adds up to 64 columns: what is kept has the byte -1. */
function addColumns64(keep: usize, end: usize, units: usize, counts: usize, columns: i32): void {
  let sums0 = i8x16.splat(0);
  let sums1 = i8x16.splat(0);
  let sums2 = i8x16.splat(0);
  let sums3 = i8x16.splat(0);
  for (; keep < end; keep += units) {
    sums0 = i8x16.sub(sums0, v128.load(keep));
    sums1 = i8x16.sub(sums1, v128.load(keep, 16));
    sums2 = i8x16.sub(sums2, v128.load(keep, 32));
    sums3 = i8x16.sub(sums3, v128.load(keep, 48));
  }
  addLanes(sums0, min(16, columns), counts);
  addLanes(sums1, min(16, columns - 16), counts + 64);
  addLanes(sums2, min(16, columns - 32), counts + 128);
  addLanes(sums3, min(16, columns - 48), counts + 192);
}

function addLanes(bytes: v128, lanes: i32, counts: usize): void {
  for (; lanes > 0; lanes--, counts += 4) {
    store<u32>(counts, load<u32>(counts) + i8x16.extract_lane_u(bytes, 0));
    bytes = v128.shuffle<i8>(bytes, bytes, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0);
  }
}

/**
 * counts[t] = how many inputs trial t keeps. keep: bytes [trials][units], 0xFF or 0, up to 15 bytes after them are read;
 * counts: u32 [trials].
 */
export function countKept(keep: usize, trials: i32, units: i32, counts: usize): void {
  const rest = units & 15;
  const firstBytes = v128.load(FIRST_BYTES + 16 - rest);
  const whole = <usize>(units - rest);
  for (const end = counts + (<usize>trials << 2); counts < end; counts += 4) {
    // What is kept has the byte -1.
    const bytes = i8x16.sub(i8x16.splat(0), v128.and(v128.load(keep + whole), firstBytes));
    let kept = wordsOf(bytes);
    for (const row = keep + whole; keep < row; ) {
      const part = keep + min(row - keep, BYTE_VECTORS << 4);
      let sums = i8x16.splat(0);
      for (; keep + 64 <= part; keep += 64) {
        const first = i8x16.add(v128.load(keep), v128.load(keep, 16));
        sums = i8x16.sub(sums, i8x16.add(first, i8x16.add(v128.load(keep, 32), v128.load(keep, 48))));
      }
      for (; keep < part; keep += 16) sums = i8x16.sub(sums, v128.load(keep));
      kept = i32x4.add(kept, wordsOf(sums));
    }
    keep += rest;
    kept = i32x4.add(kept, v128.shuffle<i32>(kept, kept, 2, 3, 0, 1));
    store<u32>(counts, i32x4.extract_lane(kept, 0) + i32x4.extract_lane(kept, 1));
  }
}

@inline
function wordsOf(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
}

/**
 * out = n, the sum of n_k d_k, the sum of n_k d_k^2, over k from 0 in ascending order, where n_k = kept[k] - before[k]
 * modulo 2^32 and n is their sum. kept, before: u32 [units]; d: float64 [units]; out: float64[3].
 */
export function keptSums(kept: usize, before: usize, units: i32, d: usize, out: usize): void {
  let total: f64 = 0;
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (const end = kept + (<usize>units << 2); kept < end; kept += 4, before += 4, d += 8) {
    const times = <f64>(load<i32>(kept) - load<i32>(before));
    const value = load<f64>(d);
    total += times;
    sum += times * value;
    squares += times * (value * value);
  }
  store<f64>(out, total);
  store<f64>(out, sum, 8);
  store<f64>(out, squares, 16);
}
