import {
  PURPOSES,
  type DropRate,
  type Floats,
  type Mask,
  type MaskStream,
  type NumberStream,
  type StreamKey,
} from "../../core/index";
import type { Drawn } from "../../core/index";
import type { KernelExports } from "./exports";
import type { Memory } from "./memory";

/** STREAM_BYTES of src/kernels/random.ts. */
const STREAM_BYTES = 192;

/** A stream's state in the kernels' memory. */
class Stream {
  readonly address: number;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
    private readonly key: StreamKey,
  ) {
    this.address = memory.allocate(STREAM_BYTES);
    this.restart(0);
  }

  restart(block: number): void {
    const { purpose, seed, ordinal } = this.key;
    this.exports.startStream(this.address, PURPOSES.indexOf(purpose), seed, ordinal, block);
  }
}

/** Random numbers of a distribution. */
export class KernelNumbers implements NumberStream {
  private readonly stream: Stream;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
    private readonly distribution: Drawn,
    key: StreamKey,
  ) {
    this.stream = new Stream(exports, memory, key);
  }

  restart(block: number): void {
    this.stream.restart(block);
  }

  fill({ view }: Floats, count: number): void {
    const { exports, distribution } = this;
    const { address } = this.stream;
    switch (distribution.kind) {
      case "normal":
        exports.fillNormal(address, view.byteOffset, count, distribution.mean, distribution.std);
        return;
      case "half_normal":
        exports.fillHalfNormal(address, view.byteOffset, count, distribution.std);
        return;
      case "uniform":
        exports.fillUniform(address, view.byteOffset, count, distribution.low, distribution.high);
        return;
      default:
        distribution satisfies never;
    }
  }
}

/** The masks of one dropout layer. */
export class KernelMasks implements MaskStream {
  private readonly mask: Stream;
  private readonly tie: Stream;
  /** The threshold's upper byte, and its other bits. */
  private readonly upper: number;
  private readonly lower: number;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
    private readonly rate: DropRate,
    seed: number,
    ordinal: number,
  ) {
    this.mask = new Stream(exports, memory, { purpose: "mask", seed, ordinal });
    this.tie = new Stream(exports, memory, { purpose: "tie", seed, ordinal });
    this.upper = Math.floor(rate.threshold / 16777216);
    this.lower = rate.threshold % 16777216;
  }

  restart(block: number): void {
    this.mask.restart(block);
    this.tie.restart(block);
  }

  fill({ view }: Mask, count: number): void {
    this.exports.fillMask(this.mask.address, this.tie.address, view.byteOffset, count, this.upper, this.lower);
  }

  dropout(keep: Mask, x: Floats, out: Floats, count: number): void {
    const { exports, mask, tie, upper, lower } = this;
    const [at, from, to] = [keep.view.byteOffset, x.view.byteOffset, out.view.byteOffset];
    exports.dropout(mask.address, tie.address, at, count, upper, lower, from, to, this.rate.scale);
  }
}
