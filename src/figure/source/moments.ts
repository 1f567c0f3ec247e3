import { formatShort } from "../numbers";

/** The value that alpha dropout puts in the place of what it drops, before scaling: SELU's limit, -scale · alpha. */
const ALPHA = -1.7580993408473766;

/** Mean and standard deviation of what a dropout gives, of values with mean μ and standard deviation σ. */
export interface Moments {
  readonly mean: string;
  readonly deviation: string;
}

/** "2σ²", "σ²", "0.36μ²". */
const times = (factor: number, what: string): string => {
  const text = formatShort(factor);
  return text === "1" ? what : `${text}\u202f${what}`;
};

/** √(σ²/q + μ² p/q), with what it is of values around 0. */
function widened(p: number, q: number): string {
  const formula = `√(${times(1 / q, "σ²")} + ${times(p / q, "μ²")})`;
  return `${formula} instead of σ: ${formatShort(1 / Math.sqrt(q))} times as much where μ = 0`;
}

/**
 * What training makes of mean μ and standard deviation σ: of inverted dropout and of Gaussian dropout, which multiplies by
 * N(1, p/q), mean μ and variance σ²/q + μ² p/q (q = 1 - p).
 *
 * @param p null: not known.
 */
export function scaledMoments(p: number | null): Moments {
  if (p === null) return { mean: "stays μ", deviation: "√(σ²/q + μ²\u202fp/q) instead of σ, with q = 1 - p" };
  if (p === 1) return { mean: "0", deviation: "0" };
  return p === 0 ? { mean: "stays μ", deviation: "stays σ" } : { mean: "stays μ", deviation: widened(p, 1 - p) };
}

/** How alpha dropout changes a value: a x + b of what it keeps, a α' + b for what it drops. */
export function alphaTerms(p: number): { readonly a: number; readonly b: number; readonly dropped: number } {
  const q = 1 - p;
  const a = 1 / Math.sqrt(q + ALPHA * ALPHA * q * p);
  const b = -a * p * ALPHA;
  return { a, b, dropped: a * ALPHA + b };
}

/**
 * The same of alpha dropout: mean a (q μ + p α') + b, variance a² (q (σ² + μ²) + p α'² - (q μ + p α')²), which are 0 and 1
 * where μ = 0 and σ = 1; 0 and 0 for p = 1.
 */
export function alphaMoments(p: number | null): Moments {
  if (p === 1) return { mean: "0", deviation: "0" };
  if (p === 0) return { mean: "stays μ", deviation: "stays σ" };
  const kept = { mean: "stays 0 where μ = 0", deviation: "stays 1 where μ = 0 and σ = 1, as SELU's values are" };
  if (p === null) return kept;
  const { a } = alphaTerms(p);
  return { mean: `${times(a * (1 - p), "μ")}: stays 0 where μ = 0`, deviation: kept.deviation };
}
