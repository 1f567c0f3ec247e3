// Elementary functions of two float64 each: core's elementary functions, operation by operation, so that every bit is
// theirs. Nothing is a fused multiply-add, and what a branch chooses there is chosen lane by lane here.

const LN2_HIGH: f64 = 0.69314718036912381649;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
/** Where exp leaves float64: infinity above, 0 below. */
const EXP_MOST: f64 = 709;
const EXP_LEAST: f64 = -708;

// Coefficients, from the highest power down. In memory, since a constant of 128 bits takes V8 three instructions.
/** 1/13! to 1/2!. */
const EXPM1 = memory.data<f64>([
  1.0 / 6227020800.0,
  1.0 / 479001600.0,
  1.0 / 39916800.0,
  1.0 / 3628800.0,
  1.0 / 362880.0,
  1.0 / 40320.0,
  1.0 / 5040.0,
  1.0 / 720.0,
  1.0 / 120.0,
  1.0 / 24.0,
  1.0 / 6.0,
  1.0 / 2.0,
]);
const ARTANH = memory.data<f64>([
  1.0 / 19.0,
  1.0 / 17.0,
  1.0 / 15.0,
  1.0 / 13.0,
  1.0 / 11.0,
  1.0 / 9.0,
  1.0 / 7.0,
  1.0 / 5.0,
  1.0 / 3.0,
]);
/** (1 + 2x) e^(x^2) erfc(x) in powers of (x - 4)/(x + 4). */
const ERFC = memory.data<f64>([
  -4.5207278487705866e-7, 4.616964920300918e-7, 5.050361913902457e-6, -1.1446107224817809e-5, -2.3721556393634225e-5,
  0.00015080682000783149, -0.0001996813984293724, -0.0007578688368525242, 0.005032132951176888, -0.016197703917196056,
  0.037167478530537326, -0.0663303712879251, 0.09373283957065917, -0.10103906552964816, 0.06809705399716903,
  0.015379652084362299, -0.1396211168362998, 1.2329951186256618,
]);

/** sum x + the coefficient of this index. */
@inline
export function step(sum: v128, x: v128, coefficients: usize, index: usize): v128 {
  return f64x2.add(f64x2.mul(sum, x), v128.load64_splat(coefficients + (index << 3)));
}

/** e^r - 1 for |r| <= 0.4. */
@inline
function expm1Near0(r: v128): v128 {
  let sum = v128.load64_splat(EXPM1);
  sum = step(sum, r, EXPM1, 1);
  sum = step(sum, r, EXPM1, 2);
  sum = step(sum, r, EXPM1, 3);
  sum = step(sum, r, EXPM1, 4);
  sum = step(sum, r, EXPM1, 5);
  sum = step(sum, r, EXPM1, 6);
  sum = step(sum, r, EXPM1, 7);
  sum = step(sum, r, EXPM1, 8);
  sum = step(sum, r, EXPM1, 9);
  sum = step(sum, r, EXPM1, 10);
  sum = step(sum, r, EXPM1, 11);
  return f64x2.add(r, f64x2.mul(f64x2.mul(r, r), sum));
}

/** The k of e^x = 2^k e^r with |r| <= ln(2)/2. */
@inline
function exponentOf(x: v128): v128 {
  return f64x2.floor(f64x2.add(f64x2.div(x, f64x2.splat(LN2_HIGH + LN2_LOW)), f64x2.splat(0.5)));
}

/** The r of e^x = 2^k e^r. */
@inline
function restOf(x: v128, k: v128): v128 {
  return f64x2.sub(f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH))), f64x2.mul(k, f64x2.splat(LN2_LOW)));
}

/** 2^k (1 + m) = e^x from k of x and m = e^r - 1; infinity and 0 where x is beyond float64, NaN where it is NaN. */
@inline
function expFrom(x: v128, k: v128, m: v128): v128 {
  // k + 1023 as the lowest bits of 2^52 + k + 1023, and from there into the exponent.
  const power = i64x2.shl(f64x2.add(k, f64x2.splat(4503599627370496 + 1023)), 52);
  const inside = f64x2.mul(power, f64x2.add(f64x2.splat(1), m));
  const capped = v128.bitselect(f64x2.splat(Infinity), inside, f64x2.gt(x, f64x2.splat(EXP_MOST)));
  return v128.andnot(capped, f64x2.lt(x, f64x2.splat(EXP_LEAST)));
}

/** e^x. */
@inline
export function exp(x: v128): v128 {
  const k = exponentOf(x);
  return expFrom(x, k, expm1Near0(restOf(x, k)));
}

/** e^x - 1, accurate near 0. */
@inline
export function expm1(x: v128): v128 {
  const near0 = f64x2.lt(f64x2.abs(x), f64x2.splat(0.35));
  const k = exponentOf(x);
  const m = expm1Near0(v128.bitselect(x, restOf(x, k), near0));
  return v128.bitselect(m, f64x2.sub(expFrom(x, k, m), f64x2.splat(1)), near0);
}

/** 2 artanh(s) = log((1 + s) / (1 - s)) for |s| <= 0.172. */
@inline
function twoArtanh(s: v128): v128 {
  const z = f64x2.mul(s, s);
  let sum = v128.load64_splat(ARTANH);
  sum = step(sum, z, ARTANH, 1);
  sum = step(sum, z, ARTANH, 2);
  sum = step(sum, z, ARTANH, 3);
  sum = step(sum, z, ARTANH, 4);
  sum = step(sum, z, ARTANH, 5);
  sum = step(sum, z, ARTANH, 6);
  sum = step(sum, z, ARTANH, 7);
  sum = step(sum, z, ARTANH, 8);
  return f64x2.mul(f64x2.splat(2), f64x2.add(s, f64x2.mul(f64x2.mul(s, z), sum)));
}

/** 1.0 less the bits of the least number above sqrt(2), wrapped to one binade: carries into the exponent from there. */
const ABOVE_SQRT2: i64 = 0x3ff0000000000000 - 0x3fe6a09e667f3bce;
const MANTISSA: i64 = 0x000fffffffffffff;

/** x 2^-k in [1/sqrt(2), sqrt(2)], from the bits of x that were carried. */
@inline
function mantissaOf(carried: v128): v128 {
  return i64x2.add(v128.and(carried, i64x2.splat(MANTISSA)), i64x2.splat(0x3fe6a09e667f3bce));
}

/** The k of x = 2^k m: the biased exponent as the lowest bits of 2^52, less both. */
@inline
function binadeOf(carried: v128): v128 {
  const biased = v128.or(i64x2.shr_u(carried, 52), i64x2.splat(0x4330000000000000));
  return f64x2.sub(biased, f64x2.splat(4503599627370496 + 1023));
}

/** k ln 2 + log m, log m = 2 artanh(s). */
@inline
function logFrom(k: v128, s: v128): v128 {
  const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
  return f64x2.add(f64x2.add(low, twoArtanh(s)), f64x2.mul(k, f64x2.splat(LN2_HIGH)));
}

/** Natural logarithm of a normal, finite x > 0. */
@inline
export function log(x: v128): v128 {
  const carried = i64x2.add(x, i64x2.splat(ABOVE_SQRT2));
  const m = mantissaOf(carried);
  const one = f64x2.splat(1);
  return logFrom(binadeOf(carried), f64x2.div(f64x2.sub(m, one), f64x2.add(m, one)));
}

/** log(1 + t) for t >= 0, accurate near 0. */
@inline
export function log1p(t: v128): v128 {
  const one = f64x2.splat(1);
  const near0 = f64x2.lt(t, f64x2.splat(0.4));
  const carried = i64x2.add(f64x2.add(one, t), i64x2.splat(ABOVE_SQRT2));
  const m = mantissaOf(carried);
  // Both cases are the same series, of t / (2 + t) or of (m - 1) / (m + 1): k = 0 adds exact zeros to it.
  const over = v128.bitselect(t, f64x2.sub(m, one), near0);
  const under = v128.bitselect(f64x2.add(f64x2.splat(2), t), f64x2.add(m, one), near0);
  const finite = logFrom(v128.andnot(binadeOf(carried), near0), f64x2.div(over, under));
  return v128.bitselect(finite, t, f64x2.lt(t, f64x2.splat(Infinity)));
}

/** tanh(x) = 1 - 2 / (e^2x + 1), by expm1 so that it is accurate near 0. */
@inline
export function tanh(x: v128): v128 {
  const a = f64x2.abs(x);
  const m = expm1(f64x2.mul(f64x2.splat(2), a));
  const t = f64x2.div(m, f64x2.add(m, f64x2.splat(2)));
  const size = v128.bitselect(f64x2.splat(1), t, f64x2.gt(a, f64x2.splat(20)));
  return v128.bitselect(f64x2.neg(size), size, f64x2.lt(x, f64x2.splat(0)));
}

/** erfc(x) = 1 - erf(x) for x >= 0, with a small relative error also in the tail. */
@inline
function erfcOfPositive(x: v128): v128 {
  const t = f64x2.div(f64x2.sub(x, f64x2.splat(4)), f64x2.add(x, f64x2.splat(4)));
  let sum = v128.load64_splat(ERFC);
  sum = step(sum, t, ERFC, 1);
  sum = step(sum, t, ERFC, 2);
  sum = step(sum, t, ERFC, 3);
  sum = step(sum, t, ERFC, 4);
  sum = step(sum, t, ERFC, 5);
  sum = step(sum, t, ERFC, 6);
  sum = step(sum, t, ERFC, 7);
  sum = step(sum, t, ERFC, 8);
  sum = step(sum, t, ERFC, 9);
  sum = step(sum, t, ERFC, 10);
  sum = step(sum, t, ERFC, 11);
  sum = step(sum, t, ERFC, 12);
  sum = step(sum, t, ERFC, 13);
  sum = step(sum, t, ERFC, 14);
  sum = step(sum, t, ERFC, 15);
  sum = step(sum, t, ERFC, 16);
  sum = step(sum, t, ERFC, 17);
  const bell = exp(f64x2.neg(f64x2.mul(x, x)));
  const value = f64x2.div(f64x2.mul(sum, bell), f64x2.add(f64x2.splat(1), f64x2.mul(f64x2.splat(2), x)));
  return v128.andnot(value, f64x2.gt(x, f64x2.splat(27)));
}

/** The distribution function of N(0, 1): erfc(-x / sqrt(2)) / 2. */
@inline
export function normalCdf(x: v128): v128 {
  const erfc = erfcOfPositive(f64x2.mul(f64x2.abs(x), f64x2.splat(Math.SQRT1_2)));
  const half = f64x2.mul(erfc, f64x2.splat(0.5));
  return v128.bitselect(half, f64x2.sub(f64x2.splat(1), half), f64x2.lt(x, f64x2.splat(0)));
}
