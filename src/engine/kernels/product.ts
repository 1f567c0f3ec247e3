import type { Floats, Product } from "../../core/index";
import type { KernelExports } from "./exports";
import type { Memory } from "./memory";

/**
 * Multiplications of one call: V8 runs a call to its end in the code that it began with, so a first call that is long stays
 * on code that is not optimised.
 */
const CALL_PRODUCTS = 16_777_216;
/** Trials that a call has at least: fewer would fetch the weight too often. */
const CALL_TRIALS = 64;

/** A linear layer's product on a weight packed into tiles. */
export class KernelProduct implements Product {
  private readonly tiles: number;
  private readonly scratch: number;

  constructor(
    private readonly exports: KernelExports,
    memory: Memory,
    private readonly fanIn: number,
    private readonly units: number,
  ) {
    this.tiles = memory.allocate(exports.packedBytes(fanIn, units) >>> 0);
    this.scratch = memory.allocate(exports.scratchBytes(fanIn) >>> 0);
  }

  setRows(rows: Floats, count: number, firstUnit: number): void {
    this.exports.packRows(rows.view.byteOffset, count, this.fanIn, firstUnit, this.units, this.tiles);
  }

  multiply(x: Floats, trials: number, bias: Floats | null, target: Floats): void {
    const { exports, fanIn, units, tiles, scratch } = this;
    const biasAddress = bias ? bias.view.byteOffset : 0;
    const most = Math.max(CALL_TRIALS, Math.floor(CALL_PRODUCTS / (fanIn * units)));
    for (let t = 0; t < trials; t += most) {
      const from = x.view.byteOffset + 4 * t * fanIn;
      const to = target.view.byteOffset + 4 * t * units;
      exports.multiply(from, Math.min(most, trials - t), fanIn, units, tiles, scratch, biasAddress, to);
    }
  }
}
