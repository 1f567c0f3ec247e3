import { PURPOSES, type Purpose } from "../random/key";

/**
 * Random words. A stream is named by (purpose, seed, ordinal, block), so that any block of trials can be drawn
 * anywhere, in any order, and always gives the same numbers.
 *
 * The key is mixed by splitmix64 (Steele, Lea, Flood 2014), whose outputs seed eight sfc32 generators (Doty-Humphrey,
 * PractRand); word i of the stream is word floor(i / 8) of generator i mod 8: two SIMD registers of four lanes.
 */

const LANES = 8;
/** Words made at a time: small enough to stay in the first-level cache. */
const BUFFER = 2048;

/** A 64-bit unsigned integer as two halves: BigInt would cost more than the numbers it seeds. */
interface Word64 {
  high: number;
  low: number;
}

const GOLDEN: Word64 = { high: 0x9e3779b9, low: 0x7f4a7c15 };

function add(a: Word64, b: Word64): Word64 {
  const low = (a.low >>> 0) + (b.low >>> 0);
  return { high: (a.high + b.high + (low > 0xffffffff ? 1 : 0)) >>> 0, low: low >>> 0 };
}

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, from 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const [a1, a0, b1, b0] = [a >>> 16, a & 0xffff, b >>> 16, b & 0xffff];
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return (a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536)) >>> 0;
}

function multiply(a: Word64, b: Word64): Word64 {
  const high = (multiplyHigh(a.low, b.low) + Math.imul(a.high, b.low) + Math.imul(a.low, b.high)) >>> 0;
  return { high, low: Math.imul(a.low, b.low) >>> 0 };
}

/** x ^ (x >>> shift) for 0 < shift < 32. */
function xorShift(x: Word64, shift: number): Word64 {
  return {
    high: (x.high ^ (x.high >>> shift)) >>> 0,
    low: (x.low ^ ((x.low >>> shift) | (x.high << (32 - shift)))) >>> 0,
  };
}

/** splitmix64's finaliser, a bijection of the 64-bit integers. */
function mix(x: Word64): Word64 {
  const first = multiply(xorShift(x, 30), { high: 0xbf58476d, low: 0x1ce4e5b9 });
  return xorShift(multiply(xorShift(first, 27), { high: 0x94d049bb, low: 0x133111eb }), 31);
}

/** The 64-bit state of splitmix64 for a stream: both halves of the key mixed, one after the other. */
function keyOf(purpose: Purpose, seed: number, ordinal: number, block: number): Word64 {
  const outer = mix(add({ high: PURPOSES.indexOf(purpose) + 1, low: seed >>> 0 }, GOLDEN));
  return mix({ high: (outer.high ^ ordinal) >>> 0, low: (outer.low ^ block) >>> 0 });
}

/** An endless stream of uniform 32-bit words, and of the bytes they are made of (little-endian). */
export class RandomStream {
  /** a, b, c and counter of each lane. */
  private readonly state = new Uint32Array(4 * LANES);
  private readonly words = new Uint32Array(BUFFER);
  private readonly bytes = new Uint8Array(this.words.buffer);
  /** Bytes of the buffer that are used up. */
  private position = 4 * BUFFER;

  constructor(purpose: Purpose, seed: number, ordinal: number, block: number) {
    this.restart(purpose, seed, ordinal, block);
  }

  /** Begins another stream in place: a block's streams are many, its buffers need not be. */
  restart(purpose: Purpose, seed: number, ordinal: number, block: number): void {
    let key = keyOf(purpose, seed, ordinal, block);
    const seeds: number[] = [];
    for (let i = 0; i < (3 * LANES) / 2; i++) {
      key = add(key, GOLDEN);
      const { high, low } = mix(key);
      seeds.push(low, high);
    }
    for (let lane = 0; lane < LANES; lane++) {
      this.state.set([seeds[3 * lane]!, seeds[3 * lane + 1]!, seeds[3 * lane + 2]!, 1], 4 * lane);
    }
    this.position = 4 * BUFFER;
  }

  /** The next word, uniform in [0, 2^32). Starts at the next whole word where bytes were read before. */
  word(): number {
    if (this.position > 4 * BUFFER - 4) this.refill();
    const index = (this.position + 3) >> 2;
    this.position = 4 * (index + 1);
    return this.words[index]!;
  }

  /** Fills `target[0 .. count)` with uniform bytes. */
  fillBytes(target: Uint8Array, count: number): void {
    let done = 0;
    while (done < count) {
      if (this.position === 4 * BUFFER) this.refill();
      const take = Math.min(count - done, 4 * BUFFER - this.position);
      target.set(this.bytes.subarray(this.position, this.position + take), done);
      this.position += take;
      done += take;
    }
  }

  /** sfc32, each lane writing every eighth word of the buffer. */
  private refill(): void {
    const { state, words } = this;
    for (let lane = 0; lane < LANES; lane++) {
      let a = state[4 * lane]! | 0;
      let b = state[4 * lane + 1]! | 0;
      let c = state[4 * lane + 2]! | 0;
      let counter = state[4 * lane + 3]! | 0;
      for (let i = lane; i < BUFFER; i += LANES) {
        const out = (((a + b) | 0) + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + out) | 0;
        words[i] = out;
      }
      state[4 * lane] = a;
      state[4 * lane + 1] = b;
      state[4 * lane + 2] = c;
      state[4 * lane + 3] = counter;
    }
    this.position = 0;
  }
}
