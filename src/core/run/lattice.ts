import type { LinearParameters } from "./parameters";

/** Inputs whose masks make one byte of a table's index. */
const GROUP = 8;
/** The widest fan-in whose tables are kept: 512 groups of 256 float64 sums, 1 MB a unit. */
const TABLED = 4096;

/**
 * The sums of a linear layer over fixed inputs of which a mask keeps some: s_j = sum over kept k of w[j][k] x[k], in
 * float64, rounded to float32 once. Inputs are summed in groups of eight and the groups in order, so that a table of
 * the 256 sums of each group gives the same bits as adding them up.
 */
export class LatticeProduct {
  readonly fanIn: number;
  private readonly groups: number;
  private readonly tables: Float64Array[];
  private readonly products: Float64Array[];

  constructor({ weight, bias }: LinearParameters, x: Float32Array) {
    const fanIn = x.length;
    this.fanIn = fanIn;
    this.groups = Math.ceil(fanIn / GROUP);
    this.products = Array.from(bias, (_, unit) => {
      const products = new Float64Array(this.groups * GROUP);
      for (let k = 0; k < fanIn; k++) products[k] = x[k] === 0 ? 0 : weight[unit * fanIn + k]! * x[k]!;
      return products;
    });
    this.tables = fanIn <= TABLED ? this.products.map((products) => tableOf(products)) : [];
  }

  /** Writes the sums of one trial to target[to ..]; keep has 1 for each input that is kept. */
  trial(keep: Uint8Array, target: Float32Array, to: number): void {
    const bytes = packBits(keep, this.groups);
    for (let unit = 0; unit < this.products.length; unit++) {
      const table = this.tables[unit];
      let sum = 0;
      if (table) for (let group = 0; group < this.groups; group++) sum += table[group * 256 + bytes[group]!]!;
      else
        for (let group = 0; group < this.groups; group++) sum += groupSum(this.products[unit]!, group, bytes[group]!);
      target[to + unit] = sum;
    }
  }
}

/** The sum of the products of one group that the bits of `byte` keep. */
function groupSum(products: Float64Array, group: number, byte: number): number {
  let sum = 0;
  for (let bit = 0; bit < GROUP; bit++) if (byte & (1 << bit)) sum += products[group * GROUP + bit]!;
  return sum;
}

/** Every group's sums for all 256 bytes: that of a byte is that of its lower bits plus its highest, as `groupSum` adds. */
function tableOf(products: Float64Array): Float64Array {
  const table = new Float64Array((products.length / GROUP) * 256);
  for (let group = 0; group * GROUP < products.length; group++) {
    for (let byte = 1; byte < 256; byte++) {
      const highest = 31 - Math.clz32(byte);
      table[group * 256 + byte] = table[group * 256 + (byte ^ (1 << highest))]! + products[group * GROUP + highest]!;
    }
  }
  return table;
}

let packed = new Uint8Array(64);

/** Eight masks of a byte each as the bits of one byte, the first in the lowest bit. */
function packBits(keep: Uint8Array, groups: number): Uint8Array {
  if (packed.length < groups) packed = new Uint8Array(groups);
  const whole = keep.length >> 3;
  for (let group = 0; group < whole; group++) {
    const k = group * GROUP;
    packed[group] =
      keep[k]! |
      (keep[k + 1]! << 1) |
      (keep[k + 2]! << 2) |
      (keep[k + 3]! << 3) |
      (keep[k + 4]! << 4) |
      (keep[k + 5]! << 5) |
      (keep[k + 6]! << 6) |
      (keep[k + 7]! << 7);
  }
  if (whole < groups) {
    let byte = 0;
    for (let k = whole * GROUP; k < keep.length; k++) byte |= keep[k]! << (k & 7);
    packed[whole] = byte;
  }
  return packed;
}
