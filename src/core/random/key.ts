/** What random numbers are for; each purpose has streams of its own. */
export const PURPOSES = ["weight", "bias", "input", "mask", "tie"] as const;
/** One of the purposes. */
export type Purpose = (typeof PURPOSES)[number];

/** Trials (or, for parameters, output units) that share one stream. */
export const BLOCK = 256;

/** Names a stream but for its block. */
export interface StreamKey {
  readonly purpose: Purpose;
  readonly seed: number;
  /** Counts linear or dropout layers only. */
  readonly ordinal: number;
}
