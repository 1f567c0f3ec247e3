import assert from "node:assert/strict";
import { dropRate } from "../../../src/core/random/rate";
import { dropout, splitModes } from "../../../src/core/reference/pointwise";
import { RawKernels } from "./support";

const SIZES: readonly [trials: number, units: number][] = [
  [0, 3],
  [1, 1],
  [1, 2],
  [1, 3],
  [1, 5],
  [2, 1],
  [3, 2],
  [5, 1],
  [3, 3],
  [4, 4],
  [7, 5],
  [2, 7],
  [3, 8],
  [2, 15],
  [2, 16],
  [5, 17],
  [3, 31],
  [3, 33],
  [256, 10],
  [7, 100],
  [3, 1000],
  [1, 4097],
  [13, 4097],
];
const MOST = 13 * 4097;
/** Numbers around every edge of float32: zeros, the least and largest denormals, rounding to infinity, no number. */
const EDGES = [
  0,
  -0,
  1e-45,
  -1e-45,
  1.1754942e-38,
  -1.17549435e-38,
  3.4028235e38,
  -3e38,
  Infinity,
  -Infinity,
  NaN,
  1,
  -1,
];

/** Numbers of every size, with the edges among them; deterministic. */
function numbers(count: number, seed: number): Float32Array {
  let word = seed >>> 0;
  const next = (): number => (word = (Math.imul(word, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Float32Array.from({ length: count }, () => {
    const edge = EDGES[Math.floor(next() * 60)];
    return edge ?? (next() - 0.5) * 2 ** Math.floor((next() - 0.5) * (next() < 0.2 ? 290 : 8));
  });
}

/** Numbers bit by bit, so that +0 and -0 differ; every NaN is the same. */
const bitsOf = (view: Float32Array): Uint32Array =>
  new Uint32Array(view.map((x) => (Number.isNaN(x) ? NaN : x)).buffer).slice();

describe("pointwise kernels", () => {
  const kernels = new RawKernels();
  const [x, out, other, bias] = [1, 2, 3, 4].map(() => kernels.allocate(4 * MOST + 64)) as [
    number,
    number,
    number,
    number,
  ];
  const keep = kernels.allocate(MOST + 64);
  const floats = (at: number, count: number): Float32Array => kernels.floats(at, count);
  /** Asserts that an array holds these bits, and nothing after them changed. */
  function holds(at: number, expected: Float32Array): void {
    assert.deepEqual(bitsOf(floats(at, expected.length).slice()), bitsOf(expected));
    assert.ok(kernels.bytes(at + 4 * expected.length, 64).every((byte) => byte === 0xa5));
  }
  const blank = (at: number, count: number): Uint8Array => kernels.bytes(at, 4 * count + 64).fill(0xa5);

  for (const scale of [1, Math.fround(1 / 0.6), 2, 0, Math.fround(4294967296), 1e-3]) {
    it(`dropout leaves fround(x ${scale}) or +0 as the specification does, with rows of its own or one for all`, () => {
      for (const [trials, units] of SIZES) {
        const count = trials * units;
        const size = { trials, units };
        const bits = Uint8Array.from(numbers(count, 77), (n) => +(n > 0));
        kernels.bytes(keep, count).set(bits.map((bit) => -bit));
        for (const stride of [units, 0]) {
          const values = numbers(stride === 0 ? units : count, count);
          floats(x, values.length).set(values);
          const expected = new Float32Array(count);
          dropout({ view: bits }, { view: values }, stride, { view: expected }, size, Math.fround(scale));
          blank(out, count);
          kernels.call("maskValues", keep, x, stride, out, trials, units, Math.fround(scale));
          holds(out, expected);
        }
      }
    });
  }

  it("dropout works in place", () => {
    const values = numbers(1003, 1);
    floats(x, 1003).set(values);
    kernels.bytes(keep, 1003).forEach((_, i, bytes) => (bytes[i] = i % 3 === 0 ? 0 : 0xff));
    const expected = values.map((value, i) => (i % 3 === 0 ? 0 : value * 2));
    kernels.call("maskValues", keep, x, 1003, x, 1, 1003, 2);
    assert.deepEqual(bitsOf(floats(x, 1003).slice()), bitsOf(expected));
  });

  for (const p of [0, 0.5, 0.4, 1 / 3, 0.1, 0.999, 1 - 2 ** -32, 1]) {
    it(`splitModes gives train and unscaled train of one product at p = ${p}`, () => {
      const { q } = dropRate(p);
      for (const [trials, units] of SIZES) {
        const sums = numbers(trials * units, 8);
        const biases = numbers(units, 9);
        const expected = { train: new Float32Array(sums.length), unscaled: sums.slice() };
        splitModes(q, { view: biases }, { view: expected.train }, { view: expected.unscaled }, trials);
        blank(out, sums.length);
        blank(other, sums.length);
        floats(other, sums.length).set(sums);
        floats(bias, units).set(biases);
        kernels.call("splitModes", q, bias, out, other, trials, units);
        holds(out, expected.train);
        holds(other, expected.unscaled);
      }
    });
  }
});
