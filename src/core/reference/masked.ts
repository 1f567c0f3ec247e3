import type { Doubles, Floats, Mask, MaskedSums } from "../run/kernels";

/** Inputs that are summed before their sum joins the others. */
const GROUP = 8;

/** Sums over fixed inputs of which a mask keeps some, input by input. */
export class PlainMaskedSums implements MaskedSums {
  private batch: { readonly keep: Uint8Array; readonly trials: number } = { keep: new Uint8Array(0), trials: 0 };
  private readonly keptTrials: Int32Array;
  private before: Int32Array;

  constructor(private readonly sets: readonly Float64Array[]) {
    this.keptTrials = new Int32Array(sets[0]!.length);
    this.before = this.keptTrials.slice();
  }

  take(keep: Mask, trials: number): void {
    this.batch = { keep: keep.view, trials };
    const units = this.keptTrials.length;
    for (let i = 0; i < trials * units; i++) if (keep.view[i] !== 0) this.keptTrials[i % units]! += 1;
  }

  kept(): Int32Array {
    return this.keptTrials;
  }

  nextBlock(): void {
    this.before = this.keptTrials.slice();
  }

  keptSums({ view }: Doubles): Float64Array {
    const summed = new Float64Array(3);
    this.keptTrials.forEach((kept, k) => {
      const times = (kept - this.before[k]!) | 0;
      const d = view[k]!;
      summed[0]! += times;
      summed[1]! += times * d;
      summed[2]! += times * (d * d);
    });
    return summed;
  }

  sums(set: number): Doubles {
    const { keep, trials } = this.batch;
    const products = this.sets[set]!;
    return { view: Float64Array.from({ length: trials }, (_, t) => keptSum(products, keep, t * products.length)) };
  }

  round(first: number, units: number, target: Floats): void {
    for (let unit = 0; unit < units; unit++) {
      this.sums(first + unit).view.forEach((sum, t) => (target.view[t * units + unit] = sum));
    }
  }

  means(set: number): Doubles {
    const inputs = this.keptTrials.length;
    return { view: this.sums(set).view.map((sum) => sum / inputs) };
  }
}

/** The sum of the kept products: groups of eight, each from 0 in order, then the groups in order. */
function keptSum(products: Float64Array, keep: Uint8Array, from: number): number {
  let sum = 0;
  for (let group = 0; group < products.length; group += GROUP) {
    let part = 0;
    const end = Math.min(group + GROUP, products.length);
    for (let k = group; k < end; k++) if (keep[from + k] !== 0) part += products[k]!;
    sum += part;
  }
  return sum;
}
