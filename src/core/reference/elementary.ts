import { floorLog2, powerOfTwo } from "../bits";

/**
 * Elementary functions from +, -, *, / and bits alone. `Math.exp` and its likes differ between engines in their last
 * bits; these give the same float64 everywhere, accurate to better than 1e-11, far inside float32's 6e-8.
 */

const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;

/** exp(r) - 1 for |r| <= 0.4, by its Taylor series to r^13 / 13!, without the cancellation of exp(r) - 1. */
function expm1Near0(r: number): number {
  let sum = 1 / 6227020800;
  sum = sum * r + 1 / 479001600;
  sum = sum * r + 1 / 39916800;
  sum = sum * r + 1 / 3628800;
  sum = sum * r + 1 / 362880;
  sum = sum * r + 1 / 40320;
  sum = sum * r + 1 / 5040;
  sum = sum * r + 1 / 720;
  sum = sum * r + 1 / 120;
  sum = sum * r + 1 / 24;
  sum = sum * r + 1 / 6;
  sum = sum * r + 1 / 2;
  return r + r * r * sum;
}

/** e^x for any float64: x = k ln 2 + r with |r| <= ln(2)/2, e^x = 2^k e^r. */
export function exp(x: number): number {
  if (x > 709) return Infinity;
  if (x < -708) return 0;
  if (x !== x) return NaN;
  const k = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  return powerOfTwo(k) * (1 + expm1Near0(r));
}

/** e^x - 1, accurate near 0. */
export function expm1(x: number): number {
  return x > -0.35 && x < 0.35 ? expm1Near0(x) : exp(x) - 1;
}

/** 2 artanh(s) = log((1 + s) / (1 - s)) for |s| <= 0.172, by its Taylor series. */
function twoArtanh(s: number): number {
  const z = s * s;
  let sum = 1 / 19;
  sum = sum * z + 1 / 17;
  sum = sum * z + 1 / 15;
  sum = sum * z + 1 / 13;
  sum = sum * z + 1 / 11;
  sum = sum * z + 1 / 9;
  sum = sum * z + 1 / 7;
  sum = sum * z + 1 / 5;
  sum = sum * z + 1 / 3;
  return 2 * (s + s * z * sum);
}

/** Natural logarithm of a finite x > 0: x = 2^k m with m in [1/sqrt(2), sqrt(2)), log x = k ln 2 + log m. */
export function log(x: number): number {
  let k = floorLog2(x);
  let m = k < -1000 ? x * 4503599627370496 * powerOfTwo(-k - 52) : x / powerOfTwo(k);
  if (m > Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  return k * LN2_LOW + twoArtanh((m - 1) / (m + 1)) + k * LN2_HIGH;
}

/** log(1 + t) for t >= 0, accurate near 0. */
export function log1p(t: number): number {
  if (t < 0.4) return twoArtanh(t / (2 + t));
  return t === Infinity ? Infinity : log(1 + t);
}

/** tanh(x) = 1 - 2 / (e^2x + 1), by expm1 so that it is accurate near 0. */
export function tanh(x: number): number {
  if (x !== x) return NaN;
  const a = x < 0 ? -x : x;
  const t = a > 20 ? 1 : expm1(2 * a) / (expm1(2 * a) + 2);
  return x < 0 ? -t : t;
}

/**
 * (1 + 2x) e^(x^2) erfc(x) on x >= 0 as a polynomial in t = (x - 4)/(x + 4): interpolated in 18 Chebyshev nodes' worth
 * of terms with 40 digits, relative error below 3e-13.
 */
const ERFC = [
  -4.5207278487705866e-7, 4.616964920300918e-7, 5.050361913902457e-6, -1.1446107224817809e-5, -2.3721556393634225e-5,
  0.00015080682000783149, -0.0001996813984293724, -0.0007578688368525242, 0.005032132951176888, -0.016197703917196056,
  0.037167478530537326, -0.0663303712879251, 0.09373283957065917, -0.10103906552964816, 0.06809705399716903,
  0.015379652084362299, -0.1396211168362998, 1.2329951186256618,
];

/** erfc(x) = 1 - erf(x) for x >= 0, with a small relative error also in the tail. */
function erfcOfPositive(x: number): number {
  if (x > 27) return 0;
  const t = (x - 4) / (x + 4);
  let sum = 0;
  for (const coefficient of ERFC) sum = sum * t + coefficient;
  return (sum * exp(-x * x)) / (1 + 2 * x);
}

/** The distribution function of N(0, 1): erfc(-x / sqrt(2)) / 2. */
export function normalCdf(x: number): number {
  if (x !== x) return NaN;
  const half = erfcOfPositive((x < 0 ? -x : x) * Math.SQRT1_2) / 2;
  return x < 0 ? half : 1 - half;
}
