import assert from "node:assert/strict";
import { PlainProduct } from "../../../src/core/reference/product";
import { RawKernels } from "./support";

interface Shape {
  readonly trials: number;
  readonly fanIn: number;
  readonly units: number;
}

/** Around every width of a tile, length of a block of inputs and group of trials. */
const SHAPES: readonly Shape[] = [
  ...[1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 23, 24, 25, 31, 33, 47, 48, 49, 100].flatMap((units) => [
    { trials: 5, fanIn: 7, units },
    { trials: 1, fanIn: 33, units },
  ]),
  ...[1, 2, 3, 4, 5, 8, 31, 100, 255, 256, 257, 259, 511, 512, 515, 1000].flatMap((fanIn) => [
    { trials: 9, fanIn, units: 26 },
    { trials: 4, fanIn, units: 3 },
  ]),
  ...[1, 2, 3, 4, 6, 63, 64, 65, 66, 68, 127, 128, 129, 255, 256].map((trials) => ({ trials, fanIn: 17, units: 29 })),
  { trials: 256, fanIn: 100, units: 1 },
  { trials: 66, fanIn: 600, units: 10 },
  { trials: 2, fanIn: 4097, units: 5 },
  { trials: 2, fanIn: 3, units: 4097 },
];

/** Numbers of both signs and at least 2^-8, of which a share is one of `edges`; deterministic. */
function numbers(count: number, seed: number, share: number, edges: readonly number[]): Float32Array {
  let word = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  const next = (): number => (word = (Math.imul(word, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Float32Array.from({ length: count }, () => {
    const edge = edges[Math.floor(next() * edges.length)]!;
    const value = next() + 2 ** -8;
    return next() < share ? edge : next() < 0.5 ? -value : value;
  });
}

/** Numbers bit by bit, so that +0 and -0 differ; every NaN is the same. */
const bitsOf = (view: Float32Array): Uint32Array =>
  new Uint32Array(view.map((x) => (Number.isNaN(x) ? NaN : x)).buffer).slice();

/** Asserts the specification's bits, with the weight packed in pieces of `rows` rows, without and with a bias. */
function holds(shape: Shape, x: Float32Array, weight: Float32Array, rows = shape.units): void {
  const { trials, fanIn, units } = shape;
  const kernels = new RawKernels();
  const place = (values: Float32Array): number => {
    const at = kernels.allocate(4 * values.length + 64);
    kernels.floats(at, values.length).set(values);
    return at;
  };
  const bias = numbers(units, 3, 0.3, [0, -0, 1e30, -Infinity]);
  const [xAt, weightAt, biasAt] = [place(x), place(weight), place(bias)];
  const packedBytes = kernels.call("packedBytes", fanIn, units);
  const tiles = kernels.allocate(packedBytes + 64);
  kernels.bytes(tiles, packedBytes + 64).fill(0xa5);
  for (let unit = 0; unit < units; unit += rows) {
    const count = Math.min(rows, units - unit);
    kernels.call("packRows", weightAt + 4 * unit * fanIn, count, fanIn, unit, units, tiles);
  }
  const scratchBytes = kernels.call("scratchBytes", fanIn);
  const scratch = kernels.allocate(scratchBytes + 64);
  kernels.bytes(scratch, scratchBytes + 64).fill(0xa5);
  const target = kernels.allocate(4 * trials * units + 64);

  const plain = new PlainProduct(fanIn, units);
  plain.setRows({ view: weight }, units, 0);
  for (const biases of [null, { view: bias }]) {
    const expected = new Float32Array(trials * units);
    plain.multiply({ view: x }, trials, biases, { view: expected });
    kernels.bytes(target, 4 * trials * units + 64).fill(0xa5);
    kernels.call("multiply", xAt, trials, fanIn, units, tiles, scratch, biases ? biasAt : 0, target);
    const label = `${trials} trials, ${fanIn} inputs, ${units} units`;
    assert.deepEqual(bitsOf(kernels.floats(target, trials * units).slice()), bitsOf(expected), label);
  }
  for (const end of [tiles + packedBytes, scratch + scratchBytes, target + 4 * trials * units]) {
    assert.ok(
      kernels.bytes(end, 64).every((byte) => byte === 0xa5),
      "nothing is written after an array",
    );
  }
}

describe("product kernels", function () {
  for (const density of [1, 0.98, 0.5, 0.1, 0]) {
    it(`multiply gives the specification's sums where ${100 * density} % of the inputs are not zero, +0 and -0 alike`, () => {
      for (const shape of SHAPES) {
        const x = numbers(shape.trials * shape.fanIn, 1, 1 - density, [0, -0]);
        holds(shape, x, numbers(shape.units * shape.fanIn, 2, 0.1, [0, -0]));
      }
    });
  }

  it("multiply takes each four trials and each block of inputs by themselves: some without zeros, some with", () => {
    const shape = { trials: 71, fanIn: 700, units: 41 };
    const x = numbers(shape.trials * shape.fanIn, 1, 0, [0]);
    for (const [trial, input] of [
      [3, 0],
      [4, 255],
      [17, 256],
      [40, 511],
      [41, 699],
    ] as const) {
      x[trial * shape.fanIn + input] = 0;
    }
    holds(shape, x, numbers(shape.units * shape.fanIn, 2, 0, [0]));
  });

  it("multiply takes no product of a zero, whatever the weight: infinity and NaN do not spread", () => {
    for (const shape of SHAPES) {
      const x = numbers(shape.trials * shape.fanIn, 4, 0.4, [0, -0]);
      holds(shape, x, numbers(shape.units * shape.fanIn, 5, 0.02, [Infinity, -Infinity, NaN, 3e38]));
    }
  });

  it("multiply keeps denormals, overflow and infinite inputs", () => {
    for (const shape of SHAPES) {
      const x = numbers(shape.trials * shape.fanIn, 6, 0.3, [1e-45, -1e-40, 1e-30, 3e38, -3e38, Infinity, NaN, 1e-20]);
      holds(shape, x, numbers(shape.units * shape.fanIn, 7, 0.3, [1e-45, -1e-39, 1e-25, 2, -2, 1e-10]));
      const small = numbers(shape.trials * shape.fanIn, 8, 0.9, [1e-45, -1e-45, 1e-30, -1e-30, 0]);
      holds(shape, small, numbers(shape.units * shape.fanIn, 9, 0.9, [1e-45, -1e-45, 1e-15, -1e-15, 1]));
    }
  });

  it("a product that underflows to -0 leaves a sum at +0", () => {
    const shape = { trials: 5, fanIn: 6, units: 7 };
    holds(shape, new Float32Array(30).fill(-1e-45), new Float32Array(42).fill(0.1));
  });

  for (const rows of [1, 2, 3, 4, 5, 8, 13]) {
    it(`packRows takes the weight over in pieces of ${rows} rows`, () => {
      for (const units of [1, 4, 6, 16, 23, 50]) {
        const shape = { trials: 5, fanIn: 39, units };
        holds(shape, numbers(5 * 39, 1, 0.2, [0]), numbers(units * 39, 2, 0, [0]), rows);
      }
    });
  }
});
