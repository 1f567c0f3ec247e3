/**
 * Moments that merge: count, mean and sum of squared deviations (M2) of a set of numbers. Merging is Chan, Golub and
 * LeVeque's: exact for equal means, so that a constant has variance 0 and not 1e-16.
 */
export interface Moments {
  n: number;
  mean: number;
  m2: number;
}

/** Of no numbers. */
export const noMoments = (): Moments => ({ n: 0, mean: 0, m2: 0 });

/** Adds `other` to `into`. */
export function addMoments(into: Moments, n: number, mean: number, m2: number): void {
  if (n === 0) return;
  const total = into.n + n;
  const delta = mean - into.mean;
  into.m2 += m2 + ((delta * delta * into.n) / total) * n;
  into.mean = into.n === 0 ? mean : into.mean + (delta * n) / total;
  into.n = total;
}

/** Population variance, 0 for one number; null for none. */
export const varianceOf = ({ n, m2 }: Moments): number | null => (n === 0 ? null : m2 / n);

/** Standard error of the mean, by Bessel's correction; null for fewer than two numbers. */
export const standardErrorOf = ({ n, m2 }: Moments): number | null =>
  n < 2 ? null : Math.sqrt(m2 / (n - 1)) / Math.sqrt(n);

/**
 * Sums of a block of numbers about a shift, the first of them: for numbers that lie close together far from 0, plain
 * sums of squares would lose every digit of the variance.
 */
export class ShiftedSums {
  private n = 0;
  private shift = 0;
  private sum = 0;
  private squares = 0;

  reset(): void {
    this.n = this.shift = this.sum = this.squares = 0;
  }

  add(x: number): void {
    if (this.n === 0) this.shift = x;
    const d = x - this.shift;
    this.n += 1;
    this.sum += d;
    this.squares += d * d;
  }

  moments(): Moments {
    return momentsOfSums(this.n, this.shift, this.sum, this.squares);
  }
}

/** Moments from the count, the shift k, sum(x - k) and sum((x - k)^2). */
export function momentsOfSums(n: number, shift: number, sum: number, squares: number): Moments {
  if (n === 0) return noMoments();
  return { n, mean: shift + sum / n, m2: Math.max(0, squares - (sum / n) * sum) };
}

/** Moments as numbers that travel. */
export const numbersOf = ({ n, mean, m2 }: Moments): number[] => [n, mean, m2];
