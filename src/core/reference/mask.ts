import type { Floats, MaskStream, Mask } from "../run/kernels";
import type { DropRate } from "../random/rate";
import { dropout } from "./pointwise";
import { RandomStream } from "./stream";

/**
 * Draws the keep masks of one dropout layer, trial after trial. A value is dropped where a uniform 32-bit integer is
 * below the threshold, which gives probability P exactly. Its upper byte comes from the mask stream, one byte a value;
 * only a byte that equals the threshold's own needs the other 24 bits, from the tie stream. The same bytes serve every
 * p, so that masks are monotone in p: what is dropped at .40 is dropped at .41.
 */
export class MaskSource implements MaskStream {
  private readonly mask: RandomStream;
  private readonly tie: RandomStream;
  private readonly upper: number;
  private readonly lower: number;

  constructor(
    private readonly rate: DropRate,
    private readonly seed: number,
    private readonly ordinal: number,
  ) {
    this.mask = new RandomStream("mask", seed, ordinal, 0);
    this.tie = new RandomStream("tie", seed, ordinal, 0);
    // A threshold of 2^32 has the byte 256, which no byte reaches: everything is dropped.
    this.upper = Math.floor(rate.threshold / 16777216);
    this.lower = rate.threshold % 16777216;
  }

  restart(block: number): void {
    this.mask.restart("mask", this.seed, this.ordinal, block);
    this.tie.restart("tie", this.seed, this.ordinal, block);
  }

  fill({ view }: Mask, count: number): void {
    this.mask.fillBytes(view, count);
    for (let i = 0; i < count; i++) view[i] = this.keeps(view[i]!) ? 1 : 0;
  }

  dropout(keep: Mask, x: Floats, out: Floats, count: number): void {
    this.fill(keep, count);
    dropout(keep, x, count, out, { trials: 1, units: count }, this.rate.scale);
  }

  private keeps(byte: number): boolean {
    return byte === this.upper && this.lower > 0 ? this.tie.word() >>> 8 >= this.lower : byte >= this.upper;
  }
}
