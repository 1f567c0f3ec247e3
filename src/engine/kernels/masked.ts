import { BLOCK, type Doubles, type Mask, type MaskedSums } from "../../core/index";
import type { KernelExports } from "./exports";
import type { Memory, Room } from "./memory";

/** Inputs whose masks make one byte of a table's index. */
const GROUP = 8;
/** The widest fan-in whose tables are kept: 512 groups of 256 float64 sums, 1 MB a set. */
const TABLED = 4096;

/** How one set is summed: by count where all products are equal, by tables, or one by one. */
type Sum = (bits: number, trials: number, out: number) => void;

/** Sums over fixed inputs of which masks keep some, from the masks' bits. */
export class KernelMaskedSums implements MaskedSums {
  private readonly fanIn: number;
  private readonly stride: number;
  private readonly bits: number;
  private readonly columns: Room<Uint32Array>;
  private readonly out: readonly Room<Float64Array>[];
  private readonly ways: readonly Sum[];
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
    this.out = sets.map(() => memory.doubles(BLOCK));
    this.ways = sets.map((products) => this.wayFor(products));
  }

  take(keep: Mask, trials: number): void {
    const { exports, fanIn } = this;
    this.trials = trials;
    exports.packMask(keep.view.byteOffset, trials, fanIn, this.bits, this.stride);
    exports.addColumns(keep.view.byteOffset, trials, fanIn, this.columns.address);
  }

  sums(set: number): Doubles {
    const out = this.out[set]!;
    this.ways[set]!(this.bits, this.trials, out.address);
    return out;
  }

  kept(): Uint32Array {
    return this.columns.view;
  }

  private wayFor(products: Float64Array): Sum {
    const { exports, stride } = this;
    const groups = Math.ceil(this.fanIn / GROUP);
    const first = products[0]! + 0;
    // A float32 times a count below 2^17 is exact in float64, and so is every sum of equal ones.
    const exact = Math.fround(first) === first && first - first === 0;
    if (exact && products.every((product) => product === first)) {
      return (bits, trials, out) => exports.countSums(bits, trials, stride, first, out);
    }
    const padded = this.memory.doubles(groups * GROUP);
    padded.view.set(products);
    if (this.fanIn > TABLED) {
      return (bits, trials, out) => exports.directSums(bits, trials, stride, groups, padded.address, out);
    }
    const table = this.memory.doubles(groups * 256);
    exports.fillTable(padded.address, groups, table.address);
    return (bits, trials, out) => exports.tableSums(bits, trials, stride, groups, table.address, out);
  }
}
