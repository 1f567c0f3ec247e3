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

/** Numbers that are summed apart before their sums are added: lane l has those whose index i has i mod 4 = l. */
export const SUM_LANES = 4;

/** As two registers of two lanes are added, and then the lanes of the result. */
export const addLanes = (lanes: Float64Array, from = 0): number =>
  lanes[from]! + lanes[from + 2]! + (lanes[from + 1]! + lanes[from + 3]!);

/**
 * Sums of a block of numbers about a shift, the first of them: for numbers that lie close together far from 0, plain
 * sums of squares would lose every digit of the variance.
 */
export class ShiftedSums {
  private n = 0;
  private shift = 0;
  private readonly sums = new Float64Array(SUM_LANES);
  private readonly squares = new Float64Array(SUM_LANES);

  reset(): void {
    this.n = this.shift = 0;
    this.sums.fill(0);
    this.squares.fill(0);
  }

  add(x: number): void {
    if (this.n === 0) this.shift = x;
    const d = x - this.shift;
    const lane = this.n++ % SUM_LANES;
    this.sums[lane]! += d;
    this.squares[lane]! += d * d;
  }

  /** Writes count, mean and M2: three numbers. */
  write(target: Float64Array, at: number): void {
    writeSums(target, at, this.n, this.shift, addLanes(this.sums), addLanes(this.squares));
  }

  /** Writes mean and M2: two numbers. */
  writeSpread(target: Float64Array, at: number): void {
    writeSpread(target, at, this.n, this.shift, addLanes(this.sums), addLanes(this.squares));
  }
}

/**
 * Writes the count, mean and M2 of n numbers from a shift k, sum(x - k) and sum((x - k)^2). Every block does so for every
 * slot: numbers go where they are wanted, without objects in between.
 */
export function writeSums(
  target: Float64Array,
  at: number,
  n: number,
  shift: number,
  sum: number,
  squares: number,
): void {
  target[at] = n;
  writeSpread(target, at + 1, n, shift, sum, squares);
}

/** Writes mean and M2, where the count is known otherwise. */
export function writeSpread(
  target: Float64Array,
  at: number,
  n: number,
  shift: number,
  sum: number,
  squares: number,
): void {
  target[at] = n === 0 ? 0 : shift + sum / n;
  target[at + 1] = n === 0 ? 0 : Math.max(0, squares - (sum / n) * sum);
}
