import assert from "node:assert/strict";
import { PRESETS } from "../../../src/core/index";
import { runHere as runByReference } from "../../../src/core/reference/index";
import { runHere } from "../../../src/core/run/run-here";
import { createKernels } from "../../../src/engine/kernels/index";
import type { Distribution, ExploreSpec, LayerSpec } from "../../../src/formats/index";
import { inShort, randomSpec } from "../../audit/specs";
import { bytesOf, constant, dropout, linear, normal, relu, specOf, uniform } from "../core/support";
import { kernelBytes } from "./support";

// One instance for all, as a worker has it: what one spec leaves in its memory must not reach the next.
const kernels = createKernels(kernelBytes);

function assertSameBytes(spec: ExploreSpec): void {
  assert.equal(bytesOf(runHere(spec, kernels)), bytesOf(runByReference(spec)), inShort(spec));
}

const values = (...list: number[]): Distribution => ({ kind: "values", values: list });
const activations: readonly LayerSpec[] = [
  relu,
  { kind: "selu" },
  { kind: "silu" },
  { kind: "tanh" },
  { kind: "sigmoid" },
  { kind: "identity" },
  { kind: "leaky_relu", negative_slope: 0.1 },
  { kind: "elu", alpha: 1.3 },
  { kind: "softplus", beta: 2, threshold: 3 },
  { kind: "gelu", approximate: "none" },
  { kind: "gelu", approximate: "tanh" },
];
const edges = [0, 2 ** -32, 1 / 3, 0.4, 0.5, 1 - 2 ** -32, 0.999, 1];

describe("a report by the kernels has the very bytes of the specification's", () => {
  for (const { id, spec } of PRESETS) {
    it(`for the preset "${id}"`, () => assertSameBytes({ ...spec, trials: Math.min(spec.trials, 3000) }));
  }

  it("for two hundred random specs", () => {
    for (let index = 0; index < 200; index++) assertSameBytes(randomSpec(4, index));
  });

  it("for specs of every size, each in memory that has yet to grow: no view of it may outlive that", () => {
    for (let index = 0; index < 150; index++) {
      const spec = { ...randomSpec(5, index, [1, 30, 300, 1000]), trials: 3 };
      assert.equal(bytesOf(runHere(spec, createKernels(kernelBytes))), bytesOf(runByReference(spec)), inShort(spec));
    }
  });

  it("for every activation, over values from denormals to infinities", () => {
    const huge = values(0, -0, 1e-45, -1e-45, 1e-38, 0.5, -0.5, 3, -90, 3e38, -3e38);
    for (const layer of activations) {
      assertSameBytes(specOf(11, huge, [layer, dropout(0.3), layer, dropout(0.9), layer], { trials: 300 }));
      assertSameBytes(specOf(70, normal(0, 3), [layer, dropout(0.3), layer], { trials: 300 }));
    }
  });

  it("for every edge of p, with a fixed and with a drawn input", () => {
    for (const p of edges) {
      for (const input of [constant(0.1), normal(1, 2), uniform(-1, 0), { kind: "half_normal", std: 2 } as const]) {
        const layers = [dropout(p), linear(3), relu, dropout(p), linear(2)];
        assertSameBytes(specOf(37, input, layers, { trials: 300 }));
      }
    }
  });

  it("for odd sizes on every path: before, right after and beyond the first dropout, and on the lattice", () => {
    for (const units of [1, 2, 7, 15, 16, 17, 31, 33, 63, 65, 129]) {
      assertSameBytes(specOf(units, constant(1), [dropout(0.4), linear(units)], { trials: 257 }));
      const chain = [linear(units), relu, dropout(0.4), linear(units + 1), dropout(0.2), linear(3)];
      assertSameBytes(specOf(units, normal(0, 1), chain, { trials: 257 }));
    }
  });

  it("for a fan-in beyond the byte tables, a width beyond one batch, and weights that overflow", () => {
    const wide = values(...Array.from({ length: 4100 }, (_, k) => (k % 7) / 10));
    assertSameBytes(specOf(4100, wide, [dropout(0.4), linear(2)], { trials: 20 }));
    assertSameBytes(specOf(9000, normal(0, 1), [dropout(0.4), relu], { trials: 20 }));
    const overflowing = linear(5, { weight: normal(3e38, 3e38) });
    assertSameBytes(specOf(6, normal(0, 1), [overflowing, relu, dropout(0.5), overflowing], { trials: 300 }));
  });
});
