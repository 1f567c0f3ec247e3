// Moments of float32 values [trials][units] about a shift, in float64.

/** The float64 of valueMoments' state, by their bytes. */
const BEGUN: usize = 0;
const FINITE: usize = 8;
const SHIFT: usize = 16;
const SUM: usize = 24;
const SQUARES: usize = 32;
const MINIMUM: usize = 40;
const MAXIMUM: usize = 48;
const NON_FINITE: usize = 56;

const INFINITE: u32 = 0x7f800000;
const SIGN: u32 = 0x80000000;

/** Which of four lanes hold the last 0, 1, 2 or 3 values. */
const REST = memory.data<i32>([0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0], 16);

/**
 * Adds a batch to the sums of a block about the shift k. For each trial, with s[l] = sum of x - k and q[l] = sum of
 * (x - k)^2 over its n finite values x whose unit i has i mod 4 = l, in order of i, S = (s[0] + s[2]) + (s[1] + s[3])
 * and Q likewise: finite += n, sum += S, squares += Q, means[t] = k + S / n, 0 where n = 0.
 *
 * values: float32 [trials][units], up to 12 bytes after them are read; means: float64 [trials]; state: float64[8],
 * all 0 before a block: begun, finite, shift (the block's first value, 0 where that is not finite), sum, squares;
 * then, of this batch alone, the least and the greatest finite value other than 0 (Infinity and -Infinity where there
 * is none) and how many values are not finite.
 */
export function valueMoments(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  if (trials > 0 && load<f64>(state, BEGUN) === 0) begin(load<f32>(values), state);
  store<f64>(state, Infinity, MINIMUM);
  store<f64>(state, -Infinity, MAXIMUM);
  store<f64>(state, 0, NON_FINITE);
  const done = units === 1 ? addColumn(values, trials, state, means) : addFinite(values, trials, units, state, means);
  if (!done) addStrange(values, trials, units, state, means);
}

function begin(first: f32, state: usize): void {
  store<f64>(state, 1, BEGUN);
  store<f64>(state, first - first === 0 ? <f64>first : 0, SHIFT);
}

/** One value a trial: its sum is x - k, and its mean k + (x - k). False, and nothing added, where one is not finite. */
function addColumn(values: usize, trials: i32, state: usize, means: usize): bool {
  if (!widenToColumn(values, trials, state)) return false;
  const shift = load<f64>(state, SHIFT);
  let sum = load<f64>(state, SUM);
  let squares = load<f64>(state, SQUARES);
  for (const end = values + (<usize>trials << 2); values < end; values += 4, means += 8) {
    const d = <f64>load<f32>(values) - shift;
    sum += d;
    squares += d * d;
    store<f64>(means, shift + d);
  }
  storeSums(state, <f64>trials, sum, squares);
  return true;
}

function widenToColumn(values: usize, count: i32, state: usize): bool {
  const end = values + (<usize>(count & ~3) << 2);
  const last = v128.and(v128.load(end), v128.load(REST + ((count & 3) << 4)));
  let positive = i32x4.max_s(last, i32x4.splat(0));
  let negative = i32x4.max_u(last, i32x4.splat(SIGN));
  let nearPositive = fromZero(last);
  let nearNegative = fromMinusZero(last);
  for (; values < end; values += 16) {
    const x = v128.load(values);
    positive = i32x4.max_s(positive, x);
    negative = i32x4.max_u(negative, x);
    nearPositive = i32x4.max_u(nearPositive, fromZero(x));
    nearNegative = i32x4.max_u(nearNegative, fromMinusZero(x));
  }
  return widen(state, positive, negative, nearPositive, nearNegative);
}

/** False, and nothing added, where a value is not finite. */
function addFinite(values: usize, trials: i32, units: i32, state: usize, means: usize): bool {
  return addRows(false, values, trials, units, state, means);
}

/** Passes over values that are not finite. */
function addStrange(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  addRows(true, values, trials, units, state, means);
}

/** What is passed over counts as 0 for the extremes and as the shift for the sums, which are never -0: they add +0. */
@inline
function addRows(strange: bool, values: usize, trials: i32, units: i32, state: usize, means: usize): bool {
  const shift = load<f64>(state, SHIFT);
  const shifts = f64x2.splat(shift);
  const skipped = f32x4.splat(<f32>shift);
  const row = <usize>units << 2;
  const lastLanes = v128.load(REST + ((units & 3) << 4));
  let positive = i32x4.splat(0);
  let negative = i32x4.splat(SIGN);
  let nearPositive = i32x4.splat(0);
  let nearNegative = i32x4.splat(0);
  let finite: f64 = 0;
  let sum = load<f64>(state, SUM);
  let squares = load<f64>(state, SQUARES);
  for (let t = 0; t < trials; t++, values += row, means += 8) {
    let s01 = f64x2.splat(0);
    let s23 = f64x2.splat(0);
    let q01 = f64x2.splat(0);
    let q23 = f64x2.splat(0);
    let n = strange ? 0 : units;
    const end = values + row;
    for (let at = values; at < end; at += 16) {
      let x = v128.load(at);
      let y = x;
      if (strange || at + 16 > end) {
        let lanes = at + 16 > end ? lastLanes : i32x4.splat(-1);
        if (strange) {
          lanes = v128.and(lanes, f32x4.eq(f32x4.sub(x, x), f32x4.splat(0)));
          n += popcnt(i32x4.bitmask(lanes));
        }
        y = v128.bitselect(x, skipped, lanes);
        x = v128.and(x, lanes);
      }
      positive = i32x4.max_s(positive, x);
      negative = i32x4.max_u(negative, x);
      nearPositive = i32x4.max_u(nearPositive, fromZero(x));
      nearNegative = i32x4.max_u(nearNegative, fromMinusZero(x));
      const d01 = f64x2.sub(f64x2.promote_low_f32x4(y), shifts);
      const d23 = f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<i64>(y, y, 1, 1)), shifts);
      s01 = f64x2.add(s01, d01);
      s23 = f64x2.add(s23, d23);
      q01 = f64x2.add(q01, f64x2.mul(d01, d01));
      q23 = f64x2.add(q23, f64x2.mul(d23, d23));
    }
    const trial = added(s01, s23);
    finite += <f64>n;
    sum += trial;
    squares += added(q01, q23);
    store<f64>(means, n === 0 ? 0 : shift + trial / <f64>n);
  }
  if (!widen(state, positive, negative, nearPositive, nearNegative)) return false;
  store<f64>(state, <f64>trials * <f64>units - finite, NON_FINITE);
  storeSums(state, finite, sum, squares);
  return true;
}

function storeSums(state: usize, finite: f64, sum: f64, squares: f64): void {
  store<f64>(state, load<f64>(state, FINITE) + finite, FINITE);
  store<f64>(state, sum, SUM);
  store<f64>(state, squares, SQUARES);
}

// As unsigned integers positive floats ascend from 1 and negative ones, away from 0, from SIGN + 1.

/** Integers that are the greater the less a positive x is; other x give at most SIGN. */
@inline
function fromZero(x: v128): v128 {
  return i32x4.neg(x);
}

/** Integers that are the greater the less a negative x is below 0; other x give at most SIGN. */
@inline
function fromMinusZero(x: v128): v128 {
  return i32x4.sub(i32x4.splat(SIGN), x);
}

/** Widens the state's extremes to those that were gathered; false, and nothing done, where they are not finite. */
function widen(state: usize, positives: v128, negatives: v128, nearPositives: v128, nearNegatives: v128): bool {
  const positive = greatest(positives);
  const negative = greatest(negatives);
  if (positive >= INFINITE || negative >= SIGN + INFINITE) return false;
  if (negative > SIGN) widenTo(state, negative);
  else if (positive > 0) widenTo(state, 0 - greatest(nearPositives));
  if (positive > 0) widenTo(state, positive);
  else if (negative > SIGN) widenTo(state, SIGN - greatest(nearNegatives));
  return true;
}

/** The greatest of four unsigned integers. */
@inline
function greatest(x: v128): u32 {
  const two = i32x4.max_u(x, v128.shuffle<i32>(x, x, 2, 3, 2, 3));
  return i32x4.extract_lane(i32x4.max_u(two, v128.shuffle<i32>(two, two, 1, 1, 1, 1)), 0);
}

function widenTo(state: usize, bits: u32): void {
  const x = <f64>reinterpret<f32>(bits);
  store<f64>(state, min(load<f64>(state, MINIMUM), x), MINIMUM);
  store<f64>(state, max(load<f64>(state, MAXIMUM), x), MAXIMUM);
}

/** (a0 + b0) + (a1 + b1). */
@inline
function added(a: v128, b: v128): f64 {
  const two = f64x2.add(a, b);
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}
