import { BLOCK, type Doubles, type Floats, type Mask, type MaskedSums } from "../../core/index";
import type { KernelExports } from "./exports";
import type { Memory, Room } from "./memory";

/** Inputs whose masks make one byte of a table's index. */
const GROUP = 8;
/** The widest fan-in whose tables are kept: 512 groups of 256 float64 sums, 1 MB a set. */
const TABLED = 4096;

/** How one set is summed: by count where all products are equal, by tables, or one by one. */
type Sum = (trials: number, out: number) => void;

/** Sums over fixed inputs of which masks keep some, from the masks' bits. */
export class KernelMaskedSums implements MaskedSums {
  private readonly fanIn: number;
  private readonly stride: number;
  private readonly bits: number;
  private readonly columns: Room<Int32Array>;
  /** The columns when the block began, and what `keptSums` gives. */
  private readonly before: Room<Int32Array>;
  private readonly summed: Room<Float64Array>;
  /** How many inputs each trial of the batch keeps. */
  private readonly counts: Room<Int32Array>;
  private readonly out: readonly Room<Float64Array>[];
  private readonly ways: readonly Sum[];
  /** Whether a set is summed by count, and whether one is summed by bits. */
  private readonly used = { counts: false, bits: false };
  private trials = 0;

  constructor(
    private readonly exports: KernelExports,
    private readonly memory: Memory,
    sets: readonly Float64Array[],
  ) {
    this.fanIn = sets[0]!.length;
    this.stride = 16 * Math.ceil(this.fanIn / 128);
    this.bits = memory.allocate(BLOCK * this.stride);
    this.columns = memory.words(this.fanIn);
    this.before = memory.words(this.fanIn);
    this.summed = memory.doubles(3);
    this.counts = memory.words(BLOCK);
    this.out = sets.map(() => memory.doubles(BLOCK));
    this.ways = sets.map((products) => this.wayFor(products));
  }

  take(keep: Mask, trials: number): void {
    const { exports, fanIn } = this;
    const masks = keep.view.byteOffset;
    this.trials = trials;
    if (this.used.bits) exports.packMask(masks, trials, fanIn, this.bits, this.stride);
    if (this.used.counts) exports.countKept(masks, trials, fanIn, this.counts.address);
    exports.addColumns(masks, trials, fanIn, this.columns.address);
  }

  sums(set: number): Doubles {
    const out = this.out[set]!;
    this.ways[set]!(this.trials, out.address);
    return out;
  }

  round(first: number, units: number, { view }: Floats): void {
    for (let unit = 0; unit < units; unit++) {
      this.sums(first + unit);
      this.exports.roundSums(this.out[first + unit]!.address, this.trials, view.byteOffset + 4 * unit, 4 * units);
    }
  }

  means(set: number): Doubles {
    const out = this.sums(set);
    this.exports.divide(this.out[set]!.address, this.trials, this.fanIn);
    return out;
  }

  kept(): Int32Array {
    return this.columns.view;
  }

  nextBlock(): void {
    this.before.view.set(this.columns.view);
  }

  keptSums({ view }: Doubles): Float64Array {
    const { columns, before, summed } = this;
    this.exports.keptSums(columns.address, before.address, this.fanIn, view.byteOffset, summed.address);
    return summed.view;
  }

  private wayFor(products: Float64Array): Sum {
    const { exports, stride, bits } = this;
    const groups = Math.ceil(this.fanIn / GROUP);
    const first = products[0]! + 0;
    // A float32 times a count below 2^17 is exact in float64, and so is every sum of equal ones.
    const exact = Math.fround(first) === first && first - first === 0;
    if (exact && products.every((product) => product === first)) {
      this.used.counts = true;
      const counts = this.counts.address;
      return (trials, out) => exports.countSums(counts, trials, first, out);
    }
    this.used.bits = true;
    const padded = this.memory.doubles(groups * GROUP);
    padded.view.set(products);
    if (this.fanIn > TABLED) {
      return (trials, out) => exports.directSums(bits, trials, stride, groups, padded.address, out);
    }
    const table = this.memory.doubles(groups * 256);
    exports.fillTable(padded.address, groups, table.address);
    return (trials, out) => exports.tableSums(bits, trials, stride, groups, table.address, out);
  }
}
