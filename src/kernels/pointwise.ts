import { joined, storeLanes } from "./lanes";

/**
 * What a dropout leaves, out[t][k] = fround(x[t][k] scale) where keep[t][k] is 0xFF and +0 where it is 0, also of an
 * infinity or NaN. keep and out are [trials][units]; x too where `stride` is `units`, and one row for every trial where
 * it is 0. `out` may be x only where it has rows of its own.
 */
export function maskValues(
  keep: usize,
  x: usize,
  stride: u32,
  out: usize,
  trials: u32,
  units: u32,
  scale: f32,
): void {
  const scales = f32x4.splat(scale);
  if (stride !== 0) return maskRow(keep, x, out, trials * units, scales);
  const end = out + (<usize>(trials * units) << 2);
  const row = <usize>units << 2;
  // What a row writes past its end, the next ones write over: no row but the last few needs its end looked after.
  for (; out + row + 12 <= end; out += row, keep += units) maskOver(keep, x, out, units, scales);
  for (; out < end; out += row, keep += units) maskRow(keep, x, out, units, scales);
}

/** One row, and nothing past its end. */
function maskRow(keep: usize, x: usize, out: usize, count: u32, scales: v128): void {
  const end = out + (<usize>count << 2);
  const whole = out + (<usize>(count & ~15) << 2);
  for (; out < whole; out += 64, x += 64, keep += 16) mask16(keep, x, out, scales);
  for (; out < end; out += 4, x += 4, keep++) {
    const value = load<f32>(x) * f32x4.extract_lane(scales, 0);
    store<i32>(out, reinterpret<i32>(value) & <i32>load<i8>(keep));
  }
}

/** One row, and up to three values past its end. */
@inline
function maskOver(keep: usize, x: usize, out: usize, count: u32, scales: v128): void {
  const end = out + (<usize>count << 2);
  const whole = out + (<usize>(count & ~15) << 2);
  for (; out < whole; out += 64, x += 64, keep += 16) mask16(keep, x, out, scales);
  for (; out < end; out += 16, x += 16, keep += 4) {
    const bytes = v128.load32_zero(keep);
    const words = i16x8.extend_low_i8x16_s(bytes);
    v128.store(out, v128.and(f32x4.mul(v128.load(x), scales), i32x4.extend_low_i16x8_s(words)));
  }
}

@inline
function mask16(keep: usize, x: usize, out: usize, scales: v128): void {
  const words0 = v128.load8x8_s(keep);
  const words8 = v128.load8x8_s(keep, 8);
  v128.store(out, v128.and(f32x4.mul(v128.load(x), scales), i32x4.extend_low_i16x8_s(words0)));
  v128.store(out, v128.and(f32x4.mul(v128.load(x, 16), scales), i32x4.extend_high_i16x8_s(words0)), 16);
  v128.store(out, v128.and(f32x4.mul(v128.load(x, 32), scales), i32x4.extend_low_i16x8_s(words8)), 32);
  v128.store(out, v128.and(f32x4.mul(v128.load(x, 48), scales), i32x4.extend_high_i16x8_s(words8)), 48);
}

/**
 * Behind the first dropout one product s serves both modes: train = fround(fround(s/q) + b), s/q rounded to float64
 * first, and unscaled = fround(s + b); both are fround(0 + b) where q = 0. Arrays [trials][units], bias [units];
 * `unscaled` holds s.
 */
export function splitModes(q: f64, bias: usize, train: usize, unscaled: usize, trials: u32, units: u32): void {
  const row = <usize>units << 2;
  if (units === 1) return splitColumn(q, v128.load32_splat(bias), train, unscaled, <usize>trials << 2);
  for (let t: u32 = 0; t < trials; t++, train += row, unscaled += row) splitRow(q, bias, train, unscaled, row);
}

/** One unit: every trial has the same bias, so that four trials go together. */
function splitColumn(q: f64, biases: v128, train: usize, unscaled: usize, bytes: usize): void {
  const divisor = f64x2.splat(q);
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) {
    const s = v128.load(unscaled + i);
    v128.store(train + i, f32x4.add(quotients(s, divisor), biases));
    v128.store(unscaled + i, f32x4.add(s, biases));
  }
  const rest = <u32>(bytes - whole) >> 2;
  if (rest === 0) return;
  const s = v128.load(unscaled + whole);
  storeLanes(train + whole, f32x4.add(quotients(s, divisor), biases), rest);
  storeLanes(unscaled + whole, f32x4.add(s, biases), rest);
}

/** s/q of four float32, or zeros where q = 0. */
@inline
function quotients(s: v128, divisor: v128): v128 {
  const low = f64x2.div(f64x2.promote_low_f32x4(s), divisor);
  const high = f64x2.div(f64x2.promote_low_f32x4(v128.shuffle<i64>(s, s, 1, 1)), divisor);
  return v128.andnot(joined(low, high), f64x2.eq(divisor, f64x2.splat(0)));
}

function splitRow(q: f64, bias: usize, train: usize, unscaled: usize, row: usize): void {
  const divisor = f64x2.splat(q);
  const whole = row & ~15;
  let j: usize = 0;
  for (; j < whole; j += 16) {
    const s = v128.load(unscaled + j);
    const b = v128.load(bias + j);
    v128.store(train + j, f32x4.add(quotients(s, divisor), b));
    v128.store(unscaled + j, f32x4.add(s, b));
  }
  for (; j < row; j += 4) {
    const s = load<f32>(unscaled + j);
    const b = load<f32>(bias + j);
    store<f32>(train + j, (q === 0 ? 0 : <f32>(<f64>s / q)) + b);
    store<f32>(unscaled + j, s + b);
  }
}
