// Moments of float32 values [trials][units] about a shift, in float64, and of what there is one of a trial.

/** The float64 of valueMoments' state, by their bytes. */
const BEGUN: usize = 0;
const FINITE: usize = 8;
const SHIFT: usize = 16;
const SUM: usize = 24;
const SQUARES: usize = 32;
const MINIMUM: usize = 40;
const MAXIMUM: usize = 48;
const NON_FINITE: usize = 56;

/** Values that are looked through twice: they stay in the first-level cache between. */
const CHUNK: i32 = 4096;
const INFINITE: u32 = 0x7f800000;
const SIGN: u32 = 0x80000000;

/** Which of four lanes hold the last 0, 1, 2 or 3 values. */
const REST = memory.data<i32>([0, 0, 0, 0, -1, 0, 0, 0, -1, -1, 0, 0, -1, -1, -1, 0], 16);

/**
 * Adds a batch to the sums of a block about the shift k. For each trial, with s[l] = sum of x - k and q[l] = sum of
 * (x - k)^2 over its n finite values x whose unit i has i mod 4 = l, in order of i, S = (s[0] + s[2]) + (s[1] + s[3]) and Q
 * likewise: finite += n, sum += S, squares += Q, means[t] = k + S / n, 0 where n = 0.
 *
 * values: float32 [trials][units], up to 12 bytes behind them are read; means: float64 [trials]; state: float64[8], all 0
 * before a block: begun, finite, shift (the block's first value, 0 where that is not finite), sum, squares; then, of this
 * batch alone, the least and the greatest finite value other than 0 (Infinity and -Infinity where there is none) and how
 * many values are not finite.
 */
export function valueMoments(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  if (trials > 0 && load<f64>(state, BEGUN) === 0) begin(load<f32>(values), state);
  store<f64>(state, Infinity, MINIMUM);
  store<f64>(state, -Infinity, MAXIMUM);
  store<f64>(state, 0, NON_FINITE);
  const rows = max(1, CHUNK / units);
  for (let t = 0; t < trials; t += rows) addChunk(values + ((<usize>t * units) << 2), min(rows, trials - t), units, state, means + (<usize>t << 3));
}

function begin(first: f32, state: usize): void {
  store<f64>(state, 1, BEGUN);
  store<f64>(state, first - first === 0 ? <f64>first : 0, SHIFT);
}

function addChunk(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  if (!finiteExtremes(values, trials * units, state)) {
    strangeExtremes(values, trials * units, state);
    addStrangeRows(values, trials, units, state, means);
  } else if (units === 1) addColumn(values, trials, state, means);
  else addFiniteRows(values, trials, units, state, means);
}

/** Widens the state's extremes to these values; false, and nothing done, where not all of them are finite. */
function finiteExtremes(values: usize, count: i32, state: usize): bool {
  return extremes(false, values, count, state);
}

/** Widens the state's extremes to those of these values that are finite. */
function strangeExtremes(values: usize, count: i32, state: usize): void {
  extremes(true, values, count, state);
}

/**
 * As unsigned integers positive floats ascend from 1, and negative ones, away from 0, from SIGN + 1: the extremes are
 * those of integers, from which 1 is subtracted where zeros must come last.
 */
@inline
function extremes(strange: bool, values: usize, count: i32, state: usize): bool {
  const end = values + (<usize>(count & ~3) << 2);
  const last = finiteOr0(strange, v128.and(v128.load(end), v128.load(REST + ((count & 3) << 4))));
  let positive = i32x4.max_s(last, i32x4.splat(0));
  let negative = i32x4.max_u(last, i32x4.splat(SIGN));
  let leastPositive = i32x4.sub(last, i32x4.splat(1));
  let leastNegative = i32x4.sub(last, i32x4.splat(SIGN + 1));
  for (; values < end; values += 16) {
    const x = finiteOr0(strange, v128.load(values));
    positive = i32x4.max_s(positive, x);
    negative = i32x4.max_u(negative, x);
    leastPositive = i32x4.min_u(leastPositive, i32x4.sub(x, i32x4.splat(1)));
    leastNegative = i32x4.min_u(leastNegative, i32x4.sub(x, i32x4.splat(SIGN + 1)));
  }
  return widen(
    state,
    greatest(positive),
    greatest(negative),
    ~greatest(v128.not(leastPositive)) + 1,
    ~greatest(v128.not(leastNegative)) + SIGN + 1,
  );
}

/** x, where asked for with 0 instead of what is not finite. */
@inline
function finiteOr0(strange: bool, x: v128): v128 {
  return strange ? v128.and(x, finiteLanes(x)) : x;
}

@inline
function finiteLanes(x: v128): v128 {
  return f32x4.eq(f32x4.sub(x, x), f32x4.splat(0));
}

/** The greatest of four unsigned integers. */
@inline
function greatest(x: v128): u32 {
  const two = i32x4.max_u(x, v128.shuffle<i32>(x, x, 2, 3, 2, 3));
  return i32x4.extract_lane(i32x4.max_u(two, v128.shuffle<i32>(two, two, 1, 1, 1, 1)), 0);
}

/** The bits of the float furthest from 0 and of the one nearest to it, by sign; they do not belong to it where there is none. */
function widen(state: usize, positive: u32, negative: u32, leastPositive: u32, leastNegative: u32): bool {
  if (positive >= INFINITE || negative >= SIGN + INFINITE) return false;
  if (negative > SIGN) widenTo(state, negative);
  else if (positive > 0) widenTo(state, leastPositive);
  if (positive > 0) widenTo(state, positive);
  else if (negative > SIGN) widenTo(state, leastNegative);
  return true;
}

function widenTo(state: usize, bits: u32): void {
  const x = <f64>reinterpret<f32>(bits);
  store<f64>(state, min(load<f64>(state, MINIMUM), x), MINIMUM);
  store<f64>(state, max(load<f64>(state, MAXIMUM), x), MAXIMUM);
}

/** One finite value a trial: its sum is x - k, and the mean k + (x - k). */
function addColumn(values: usize, trials: i32, state: usize, means: usize): void {
  const shift = load<f64>(state, SHIFT);
  let sum = load<f64>(state, SUM);
  let squares = load<f64>(state, SQUARES);
  for (const end = values + (<usize>trials << 2); values < end; values += 4, means += 8) {
    const d = <f64>load<f32>(values) - shift;
    sum += d;
    squares += d * d;
    store<f64>(means, shift + d);
  }
  store<f64>(state, load<f64>(state, FINITE) + <f64>trials, FINITE);
  store<f64>(state, sum, SUM);
  store<f64>(state, squares, SQUARES);
}

function addFiniteRows(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  addRows(false, values, trials, units, state, means);
}

function addStrangeRows(values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  addRows(true, values, trials, units, state, means);
}

/** What is passed over is made equal to the shift, which adds +0 to sums that are never -0. */
@inline
function addRows(strange: bool, values: usize, trials: i32, units: i32, state: usize, means: usize): void {
  const shift = load<f64>(state, SHIFT);
  const shifts = f64x2.splat(shift);
  const whole = <usize>(units & ~3) << 2;
  const row = <usize>units << 2;
  const lastLanes = v128.load(REST + ((units & 3) << 4));
  let finite: f64 = 0;
  let sum = load<f64>(state, SUM);
  let squares = load<f64>(state, SQUARES);
  for (let t = 0; t < trials; t++, values += row, means += 8) {
    let s01 = f64x2.splat(0);
    let s23 = f64x2.splat(0);
    let q01 = f64x2.splat(0);
    let q23 = f64x2.splat(0);
    let n = strange ? 0 : units;
    let at = values;
    for (const end = values + whole; at < end; at += 16) {
      let x = v128.load(at);
      if (strange) {
        n += popcnt(i32x4.bitmask(finiteLanes(x)));
        x = v128.bitselect(x, f32x4.splat(<f32>shift), finiteLanes(x));
      }
      const d01 = f64x2.sub(f64x2.promote_low_f32x4(x), shifts);
      const d23 = f64x2.sub(f64x2.promote_low_f32x4(upperHalf(x)), shifts);
      s01 = f64x2.add(s01, d01);
      s23 = f64x2.add(s23, d23);
      q01 = f64x2.add(q01, f64x2.mul(d01, d01));
      q23 = f64x2.add(q23, f64x2.mul(d23, d23));
    }
    if (whole !== row) {
      let x = v128.load(at);
      const lanes = strange ? v128.and(lastLanes, finiteLanes(x)) : lastLanes;
      if (strange) n += popcnt(i32x4.bitmask(lanes));
      x = v128.bitselect(x, f32x4.splat(<f32>shift), lanes);
      const d01 = f64x2.sub(f64x2.promote_low_f32x4(x), shifts);
      const d23 = f64x2.sub(f64x2.promote_low_f32x4(upperHalf(x)), shifts);
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
  if (strange) store<f64>(state, load<f64>(state, NON_FINITE) + <f64>trials * <f64>units - finite, NON_FINITE);
  store<f64>(state, load<f64>(state, FINITE) + finite, FINITE);
  store<f64>(state, sum, SUM);
  store<f64>(state, squares, SQUARES);
}

/** Lanes 2 and 3 first. */
@inline
function upperHalf(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 1);
}

/** (a0 + b0) + (a1 + b1). */
@inline
function added(a: v128, b: v128): f64 {
  const two = f64x2.add(a, b);
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/**
 * Adds numbers that there is one of a trial: to the sums of m[t] and, where evalMeans is not 0, to those of the differences
 * m[t] - evalMeans[t], one after the other. means, evalMeans: float64 [trials]; state: float64[8], all 0 before a block:
 * n, shift (the first number), sum of x - shift, sum of (x - shift)^2 for the means, and again for the differences.
 */
export function addTrials(state: usize, means: usize, trials: i32, evalMeans: usize): void {
  if (trials <= 0) return;
  addNumbers(state, means, trials, 0);
  if (evalMeans) addNumbers(state + 32, means, trials, evalMeans);
}

@inline
function addNumbers(sums: usize, means: usize, trials: i32, evalMeans: usize): void {
  const n = load<f64>(sums);
  if (n === 0) store<f64>(sums, load<f64>(means) - (evalMeans ? load<f64>(evalMeans) : 0), 8);
  const shift = load<f64>(sums, 8);
  let sum = load<f64>(sums, 16);
  let squares = load<f64>(sums, 24);
  for (let t: usize = 0; t < <usize>trials << 3; t += 8) {
    const d = load<f64>(means + t) - (evalMeans ? load<f64>(evalMeans + t) : 0) - shift;
    sum += d;
    squares += d * d;
  }
  store<f64>(sums, n + <f64>trials);
  store<f64>(sums, sum, 16);
  store<f64>(sums, squares, 24);
}
