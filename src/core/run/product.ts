import type { LinearParameters } from "./parameters";

/** Outputs computed side by side: eight running sums stay in registers. */
const TILE = 8;
/** Trials that pass over one tile of weights while it is in the cache. */
const TRIALS = 16;

/** A weight matrix laid out for `multiply`: for each tile of eight outputs, [fan_in][8], missing outputs 0. */
export interface PackedWeight {
  readonly fanIn: number;
  readonly units: number;
  readonly tiles: Float32Array;
}

/** Packs a weight [units][fan_in]. */
export function pack({ weight, bias }: LinearParameters): PackedWeight {
  const units = bias.length;
  const fanIn = weight.length / units;
  const tiles = new Float32Array(Math.ceil(units / TILE) * TILE * fanIn);
  for (let unit = 0; unit < units; unit++) {
    const base = (unit - (unit % TILE)) * fanIn + (unit % TILE);
    for (let k = 0; k < fanIn; k++) tiles[base + k * TILE] = weight[unit * fanIn + k]!;
  }
  return { fanIn, units, tiles };
}

/**
 * The product without bias, s[t][j] = sum over k of w[j][k] x[t][k], for one trial after the other.
 *
 * The sum is float32, in the order of k, over the inputs that are not exactly zero: skipping a zero changes no bit of a
 * finite sum, and behind ReLU and dropout it saves most of the work. Shapes: x [trials][fan_in], s [trials][units].
 */
export class Product {
  private readonly indices: Int32Array;
  private readonly values: Float32Array;
  private readonly counts = new Int32Array(TRIALS);

  constructor(private readonly packed: PackedWeight) {
    this.indices = new Int32Array(TRIALS * packed.fanIn);
    this.values = new Float32Array(TRIALS * packed.fanIn);
  }

  /** Writes the products of the first `trials` trials of x to target. */
  multiply(x: Float32Array, trials: number, target: Float32Array): void {
    const { fanIn, units, tiles } = this.packed;
    for (let first = 0; first < trials; first += TRIALS) {
      const batch = Math.min(TRIALS, trials - first);
      for (let t = 0; t < batch; t++) this.counts[t] = this.nonzero(x, (first + t) * fanIn, t * fanIn);
      // Tile by tile, so that a tile's weights stay in the first-level cache while every trial passes.
      for (let unit = 0; unit < units; unit += TILE) {
        const width = Math.min(TILE, units - unit);
        for (let t = 0; t < batch; t++) {
          this.tile(tiles, unit * fanIn, t * fanIn, this.counts[t]!, target, (first + t) * units + unit, width);
        }
      }
    }
  }

  /** Collects the inputs of one trial that are not zero, with their offsets in a tile. */
  private nonzero(x: Float32Array, from: number, to: number): number {
    const { indices, values } = this;
    const { fanIn } = this.packed;
    let count = 0;
    for (let k = 0; k < fanIn; k++) {
      const value = x[from + k]!;
      if (value !== 0) {
        indices[to + count] = k * TILE;
        values[to + count++] = value;
      }
    }
    return count;
  }

  /** Eight outputs of one trial: inputs from `first` on in the collected ones, weights from `base` on. */
  private tile(
    w: Float32Array,
    base: number,
    first: number,
    count: number,
    target: Float32Array,
    to: number,
    width: number,
  ): void {
    const { indices, values } = this;
    const fround = Math.fround;
    let s0 = fround(0);
    let s1 = fround(0);
    let s2 = fround(0);
    let s3 = fround(0);
    let s4 = fround(0);
    let s5 = fround(0);
    let s6 = fround(0);
    let s7 = fround(0);
    for (let i = first; i < first + count; i++) {
      const x = values[i]!;
      const at = base + indices[i]!;
      s0 = fround(s0 + fround(x * w[at]!));
      s1 = fround(s1 + fround(x * w[at + 1]!));
      s2 = fround(s2 + fround(x * w[at + 2]!));
      s3 = fround(s3 + fround(x * w[at + 3]!));
      s4 = fround(s4 + fround(x * w[at + 4]!));
      s5 = fround(s5 + fround(x * w[at + 5]!));
      s6 = fround(s6 + fround(x * w[at + 6]!));
      s7 = fround(s7 + fround(x * w[at + 7]!));
    }
    target[to] = s0;
    if (width > 1) target[to + 1] = s1;
    if (width > 2) target[to + 2] = s2;
    if (width > 3) target[to + 3] = s3;
    if (width > 4) target[to + 4] = s4;
    if (width > 5) target[to + 5] = s5;
    if (width > 6) target[to + 6] = s6;
    if (width > 7) target[to + 7] = s7;
  }
}
