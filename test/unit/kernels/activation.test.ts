import assert from "node:assert/strict";
import { activationOf } from "../../../src/core/kinds/index";
import { applyActivation } from "../../../src/core/reference/pointwise";
import type { ActivationSpec } from "../../../src/formats/index";
import { RawKernels } from "./support";

const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 100, 1000, 4097];
const CASES: readonly { layer: ActivationSpec; kernel: string; parameters: readonly number[] }[] = [
  { layer: { kind: "relu" }, kernel: "relu", parameters: [] },
  { layer: { kind: "identity" }, kernel: "identity", parameters: [] },
  ...[0.01, 0, -0, 1, -0.3, 1e-30, 1e38].map((slope) => ({
    layer: { kind: "leaky_relu", negative_slope: slope } as const,
    kernel: "leakyRelu",
    parameters: [slope],
  })),
  ...[1, 0, 0.3, -2].map((alpha) => ({
    layer: { kind: "elu", alpha } as const,
    kernel: "elu",
    parameters: [alpha],
  })),
  { layer: { kind: "selu" }, kernel: "selu", parameters: [] },
  { layer: { kind: "silu" }, kernel: "silu", parameters: [] },
  ...[
    [1, 20],
    [0.1, 3],
    [50, 1000],
    [2, -1],
    [-1, 20],
    [0, 20],
  ].map(([beta, threshold]) => ({
    layer: { kind: "softplus", beta: beta!, threshold: threshold! } as const,
    kernel: "softplus",
    parameters: [beta!, threshold!],
  })),
  { layer: { kind: "tanh" }, kernel: "tanh", parameters: [] },
  { layer: { kind: "sigmoid" }, kernel: "sigmoid", parameters: [] },
  { layer: { kind: "gelu", approximate: "none" }, kernel: "gelu", parameters: [] },
  { layer: { kind: "gelu", approximate: "tanh" }, kernel: "geluTanh", parameters: [] },
];

/** Where a function changes its path, and the edges of float32. */
const CORNERS = [
  0,
  1e-45,
  1.1754942e-38,
  1.17549435e-38,
  1e-20,
  1e-7,
  0.1,
  0.17328679,
  0.175,
  0.35,
  0.34657359,
  0.5,
  0.69314718,
  1,
  1.5,
  3,
  4,
  5.6568542,
  9,
  10,
  16.6,
  19.999998,
  20,
  20.000002,
  37,
  38.18376,
  40,
  87.3,
  88.72284,
  100,
  103.9,
  110,
  354,
  354.5,
  708,
  708.4,
  709,
  709.5,
  745,
  1000,
  1e10,
  3.4028235e38,
  Infinity,
  NaN,
];
const neighbours = (x: number): number[] => {
  const bits = new Uint32Array(Float32Array.of(x).buffer);
  return [-2, -1, 0, 1, 2].map((step) => new Float32Array(Uint32Array.of(bits[0]! + step).buffer)[0]!);
};
const corners = CORNERS.flatMap(neighbours).flatMap((x) => [x, -x]);
const grid = Array.from({ length: 60_000 }, (_, i) => (i - 30_000) / 1500);
const anyBits = Array.from({ length: 30_000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
const x = Float32Array.from([...corners, ...grid, ...new Float32Array(Uint32Array.from(anyBits).buffer)]);

/** Numbers bit by bit, so that +0 and -0 differ; every NaN is the same. */
const bitsOf = (view: Float32Array): Uint32Array =>
  new Uint32Array(view.map((y) => (Number.isNaN(y) ? NaN : y)).buffer);

describe("activation kernels", () => {
  const kernels = new RawKernels();
  const from = kernels.allocate(4 * x.length + 64);
  const to = kernels.allocate(4 * x.length + 64);
  kernels.floats(from, x.length).set(x);

  for (const { layer, kernel, parameters } of CASES) {
    const name = `${kernel}(${parameters.map((value) => (Object.is(value, -0) ? "-0" : value)).join(", ")})`;

    it(`${name} has the bits of the specification over all of float32`, () => {
      const expected = new Float32Array(x.length);
      applyActivation(activationOf(layer).reference(layer), { view: x }, x.length, { view: expected });
      kernels.call(kernel, from, x.length, to, ...parameters);
      const actual = kernels.floats(to, x.length).slice();
      const [wanted, given] = [bitsOf(expected), bitsOf(actual)];
      const wrong = wanted.findIndex((bits, i) => bits !== given[i]);
      assert.equal(wrong, -1, `${kernel}(${x[wrong]}) is ${actual[wrong]}, not ${expected[wrong]}`);
    });

    it(`${name} writes so many values and no more, also in place`, () => {
      for (const size of SIZES) {
        const values = x.subarray(600, 600 + size);
        const expected = new Float32Array(size);
        applyActivation(activationOf(layer).reference(layer), { view: values }, size, { view: expected });
        kernels.bytes(to, 4 * size + 64).fill(0xa5);
        kernels.floats(to, size).set(values);
        kernels.call(kernel, to, size, to, ...parameters);
        assert.deepEqual(bitsOf(kernels.floats(to, size).slice()), bitsOf(expected));
        assert.ok(kernels.bytes(to + 4 * size, 64).every((byte) => byte === 0xa5));
      }
    });
  }
});
