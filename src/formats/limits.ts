/** The sizes a spec may have; every message that refuses one states it. */
export const LIMITS = {
  /** Units of one layer. */
  units: 65_536,
  /** Weights of all linear layers together: 2^26. */
  weights: 67_108_864,
  layers: 1_000,
  trials: 1_000_000_000,
  /** Seeds are unsigned 32-bit integers. */
  seed: 0xffff_ffff,
  /** UTF-16 units of a Python text that is read; a longer one is not, and says so. */
  text: 2 * 1024 * 1024,
  /** The largest finite float32: activations are float32, so every number of a spec must be. */
  float32: 3.4028234663852886e38,
} as const;

/** What `trials`, `seed` and `parameterSeed` mean where a file leaves them out; never a setting. */
export const DEFAULTS = { trials: 10_000, seed: 0, parameterSeed: 0 } as const;

/** The mime type of reports in notebooks. */
export const REPORT_MIME = "application/vnd.dropout-explorer.v1+json";
/** The most bytes that are drawn in a notebook: 50 layers of a million values a mode take 0.2 MB. */
export const LARGEST_PAYLOAD = 5_000_000;
/** The most bytes of a payload that is too large to be drawn, and is still looked into for a summary. */
export const LARGEST_LOOK = 20_000_000;
/**
 * The most bytes of a report that is opened from a file: a thousand layers with as many bins and distinct values as they may
 * have take 80 MB, and are read in a second.
 */
export const LARGEST_FILE = 100_000_000;
