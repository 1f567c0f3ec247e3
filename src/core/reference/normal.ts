import { log } from "./elementary";

const CENTRE = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];
const TAIL = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
];
/** For the last 2^-24 of either side, which single precision of x does not reach: interpolated in sqrt(w) - 4.25. */
const FAR_TAIL = [0.000204326581, -0.000617570195, 0.000713715246, 1.00997857, 4.09222341];

/** erfinv(x) / x. */
function ratio(w: number): number {
  if (w < 5) return polynomial(CENTRE, w - 2.5);
  return w < 16 ? polynomial(TAIL, Math.sqrt(w) - 3) : polynomial(FAR_TAIL, Math.sqrt(w) - 4.25);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/**
 * A standard normal number from a uniform word: z = sqrt(2) erfinv(x), x in (-1, 1), by the inverse distribution
 * function, so that one word gives one number (shapes: one word, one float64 that the caller rounds to float32).
 *
 * The upper bit is the sign, the others m give |x| = (m + 1/2) / 2^31: symmetric, never 0, |z| <= 6.34.
 * erfinv(x) = x P(w) with w = -log(1 - x^2) by M. Giles' single-precision polynomials ("Approximating the erfinv
 * function", GPU Computing Gems 2, 2011) up to w = 16, and one of our own beyond; relative error below 2e-7.
 */
export function normalOf(word: number): number {
  const x = ((word & 0x7fffffff) + 0.5) / 2147483648;
  const w = -log((1 - x) * (1 + x));
  const z = Math.SQRT2 * x * ratio(w);
  return word >= 2147483648 ? -z : z;
}
