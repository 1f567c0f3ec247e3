import type { Drawn } from "../random/distribution";
import type { StreamKey } from "../random/key";
import type { Floats, NumberStream } from "../run/kernels";
import { samplerOf } from "./sample";
import { RandomStream } from "./stream";

/** Numbers of a distribution, one random word each. */
export class PlainNumbers implements NumberStream {
  private readonly stream: RandomStream;
  private readonly sample: (word: number) => number;

  constructor(
    distribution: Drawn,
    private readonly key: StreamKey,
  ) {
    this.sample = samplerOf(distribution);
    this.stream = new RandomStream(key.purpose, key.seed, key.ordinal, 0);
  }

  restart(block: number): void {
    this.stream.restart(this.key.purpose, this.key.seed, this.key.ordinal, block);
  }

  fill({ view }: Floats, count: number): void {
    for (let i = 0; i < count; i++) view[i] = this.sample(this.stream.word());
  }
}
