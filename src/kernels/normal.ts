import { log, step } from "./elementary";
import { joined, storeLanes } from "./lanes";

// erfinv(x) / x in w = -log(1 - x^2), by M. Giles ("Approximating the erfinv function", GPU Computing Gems 2, 2011).
/** For w < 5, in powers of w - 2.5. */
const CENTRE = memory.data<f64>([
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
]);
/** For w < 16, in powers of sqrt(w) - 3. */
const TAIL = memory.data<f64>([
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
]);
/** Beyond, in powers of sqrt(w) - 4.25. */
const FAR_TAIL = memory.data<f64>([0.000204326581, -0.000617570195, 0.000713715246, 1.00997857, 4.09222341]);

/** Words mod 2^31 up to this one have w < 5; w = 5 is at sqrt(1 - e^-5) 2^31 = 2140236604.3. */
const CENTRE_MOST: i32 = 2140236600;

/**
 * Turns words into normal numbers, in place: mean + std z in float64, rounded to float32, z = sqrt(2) erfinv(x) with
 * |x| = ((word mod 2^31) + 1/2) / 2^31 and the sign of the word's upper bit; see core's normalOf.
 */
export function normals(at: usize, count: u32, wordMask: i32, mean: f64, std: f64): void {
  const means = f64x2.splat(mean);
  const stds = f64x2.splat(std);
  const masks = i32x4.splat(wordMask);
  const whole = at + (<usize>(count & ~3) << 2);
  for (; at < whole; at += 16) {
    const words = v128.and(v128.load(at), masks);
    v128.store(at, normal4(words, means, stds));
  }
  if (count & 3) storeLanes(at, normal4(v128.and(v128.load(at), masks), means, stds), count & 3);
}

@inline
function normal4(words: v128, means: v128, stds: v128): v128 {
  const x0 = signed(words, 0);
  const x2 = signed(words, 2);
  const w0 = widthOf(x0);
  const w2 = widthOf(x2);
  let r0 = centre(w0);
  let r2 = centre(w2);
  if (i32x4.bitmask(i32x4.gt_s(v128.and(words, i32x4.splat(i32.MAX_VALUE)), i32x4.splat(CENTRE_MOST)))) {
    r0 = withTails(r0, w0);
    r2 = withTails(r2, w2);
  }
  return joined(scaled(x0, r0, means, stds), scaled(x2, r2, means, stds));
}

/** x = +-(m + 1/2) / 2^31 of the lanes `from` and from + 1: 2^21 has its lowest bit at 2^-31, so m is put there. */
@inline
function signed(words: v128, from: i32): v128 {
  const exponent = i32x4.splat(0x41400000);
  const magnitudes = v128.and(words, i32x4.splat(i32.MAX_VALUE));
  const placed =
    from === 0
      ? v128.shuffle<i32>(magnitudes, exponent, 0, 4, 1, 5)
      : v128.shuffle<i32>(magnitudes, exponent, 2, 6, 3, 7);
  const signs = from === 0 ? v128.shuffle<i32>(words, words, 0, 0, 1, 1) : v128.shuffle<i32>(words, words, 2, 2, 3, 3);
  const size = f64x2.sub(placed, f64x2.splat(2097152.0 - 1.0 / 4294967296.0));
  return v128.xor(size, v128.and(signs, i64x2.splat(i64.MIN_VALUE)));
}

/** w = -log((1 - x)(1 + x)), the same for either sign of x. */
@inline
function widthOf(x: v128): v128 {
  const one = f64x2.splat(1);
  return f64x2.neg(log(f64x2.mul(f64x2.sub(one, x), f64x2.add(one, x))));
}

/** erfinv(x) / x for w < 5. */
@inline
function centre(w: v128): v128 {
  const x = f64x2.sub(w, f64x2.splat(2.5));
  let sum = v128.load64_splat(CENTRE);
  sum = step(sum, x, CENTRE, 1);
  sum = step(sum, x, CENTRE, 2);
  sum = step(sum, x, CENTRE, 3);
  sum = step(sum, x, CENTRE, 4);
  sum = step(sum, x, CENTRE, 5);
  sum = step(sum, x, CENTRE, 6);
  sum = step(sum, x, CENTRE, 7);
  return step(sum, x, CENTRE, 8);
}

/** The ratios, with those of w >= 5 put right, which are 0.34 % of them. */
function withTails(ratios: v128, w: v128): v128 {
  const w0 = f64x2.extract_lane(w, 0);
  const w1 = f64x2.extract_lane(w, 1);
  if (w0 >= 5) ratios = f64x2.replace_lane(ratios, 0, tail(w0));
  if (w1 >= 5) ratios = f64x2.replace_lane(ratios, 1, tail(w1));
  return ratios;
}

/** erfinv(x) / x for w >= 5. */
function tail(w: f64): f64 {
  return w < 16 ? polynomial(TAIL, 9, sqrt(w) - 3) : polynomial(FAR_TAIL, 5, sqrt(w) - 4.25);
}

function polynomial(coefficients: usize, count: usize, x: f64): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < count; i++) sum = sum * x + load<f64>(coefficients + (i << 3));
  return sum;
}

/** mean + std z, z = sqrt(2) x ratio. */
@inline
function scaled(x: v128, ratio: v128, means: v128, stds: v128): v128 {
  const z = f64x2.mul(f64x2.mul(f64x2.splat(Math.SQRT2), x), ratio);
  return f64x2.add(means, f64x2.mul(stds, z));
}
