/** A drop probability as the engine uses it: P = threshold / 2^32, exactly. */
export interface DropRate {
  /** round(p 2^32), an integer in [0, 2^32]. */
  readonly threshold: number;
  /** The probability to drop. */
  readonly P: number;
  /** The probability to keep, 1 - P. */
  readonly q: number;
  /** What training multiplies the survivors by: 1/q rounded to float32; 0 where nothing survives. */
  readonly scale: number;
}

/** The drop rate nearest to p that masks can have, for 0 <= p <= 1. */
export function dropRate(p: number): DropRate {
  const threshold = Math.round(p * 4294967296);
  const P = threshold / 4294967296;
  const q = 1 - P;
  return { threshold, P, q, scale: q === 0 ? 0 : Math.fround(1 / q) };
}
