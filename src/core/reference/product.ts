import type { Floats, Product } from "../run/kernels";

/** The product without and with bias, output by output. */
export class PlainProduct implements Product {
  /** [units][fan_in] */
  private readonly weight: Float32Array;

  constructor(
    private readonly fanIn: number,
    private readonly units: number,
  ) {
    this.weight = new Float32Array(units * fanIn);
  }

  setRows(rows: Floats, count: number, firstUnit: number): void {
    this.weight.set(rows.view.subarray(0, count * this.fanIn), firstUnit * this.fanIn);
  }

  multiply(x: Floats, trials: number, bias: Floats | null, target: Floats): void {
    const { fanIn, units } = this;
    for (let t = 0; t < trials; t++) {
      const inputs = nonzero(x.view.subarray(t * fanIn, (t + 1) * fanIn));
      for (let j = 0; j < units; j++) {
        const s = this.sum(j, inputs);
        target.view[t * units + j] = bias ? s + bias.view[j]! : s;
      }
    }
  }

  private sum(unit: number, { indices, values }: Nonzero): number {
    const { weight, fanIn } = this;
    let s = Math.fround(0);
    for (let i = 0; i < values.length; i++) {
      s = Math.fround(s + Math.fround(values[i]! * weight[unit * fanIn + indices[i]!]!));
    }
    return s;
  }
}

interface Nonzero {
  readonly indices: Int32Array;
  readonly values: Float32Array;
}

/** The inputs of one trial that are not zero; NaN is none. */
function nonzero(x: Float32Array): Nonzero {
  const indices = Int32Array.from(x.keys()).filter((k) => x[k] !== 0);
  return { indices, values: Float32Array.from(indices, (k) => x[k]!) };
}
