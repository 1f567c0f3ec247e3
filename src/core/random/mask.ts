import { RandomStream } from "./stream";

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

/**
 * Draws the keep masks of one dropout layer, trial after trial. A value is dropped where a uniform 32-bit integer is
 * below the threshold, which gives probability P exactly. Its upper byte comes from the mask stream, one byte a value;
 * only a byte that equals the threshold's own needs the other 24 bits, from the tie stream. The same bytes serve every
 * p, so that masks are monotone in p: what is dropped at .40 is dropped at .41.
 */
export class MaskSource {
  private readonly mask: RandomStream;
  private readonly tie: RandomStream;
  private readonly upper: number;
  private readonly lower: number;
  private readonly bytes: Uint8Array;

  constructor(
    rate: DropRate,
    private readonly seed: number,
    private readonly ordinal: number,
    units: number,
  ) {
    this.mask = new RandomStream("mask", seed, ordinal, 0);
    this.tie = new RandomStream("tie", seed, ordinal, 0);
    // A threshold of 2^32 has the byte 256, which no byte reaches: everything is dropped.
    this.upper = Math.floor(rate.threshold / 16777216);
    this.lower = rate.threshold % 16777216;
    this.bytes = new Uint8Array(units);
  }

  /** Goes to the first trial of a block. */
  restart(block: number): void {
    this.mask.restart("mask", this.seed, this.ordinal, block);
    this.tie.restart("tie", this.seed, this.ordinal, block);
  }

  /** The mask of the next trial: 1 where a value is kept, 0 where it is dropped. Valid until the next call. */
  next(): Uint8Array {
    const { bytes, upper, lower } = this;
    this.mask.fillBytes(bytes, bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      // 1 where byte >= upper: the sign of the difference, without a branch that is random.
      bytes[i] = byte === upper && lower > 0 ? +(this.tie.word() >>> 8 >= lower) : (upper - 1 - byte) >>> 31;
    }
    return bytes;
  }
}
