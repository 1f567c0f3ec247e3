import assert from "node:assert/strict";
import { activationOf } from "../../../src/core/kinds/index";
import { applyActivation } from "../../../src/core/reference/pointwise";
import type { ActivationSpec } from "../../../src/formats/index";
import recorded from "./activations.json" with { type: "json" };

const numbers = (line: string): number[] => line.split(" ").map(Number);

const bits = new DataView(new ArrayBuffer(4));
/** float32 numbers in order, as integers: neighbours differ by one. */
function order(x: number): number {
  bits.setFloat32(0, x);
  const integer = bits.getInt32(0);
  return integer < 0 ? -(integer & 0x7fffffff) : integer;
}

/** Within 4 units in the last place of float32, or 1e-7. */
const agrees = (ours: number, theirs: number): boolean =>
  (Number.isNaN(ours) && Number.isNaN(theirs)) ||
  ours === theirs ||
  Math.abs(ours - theirs) <= 1e-7 ||
  (Number.isFinite(ours) && Number.isFinite(theirs) && Math.abs(order(ours) - order(theirs)) <= 4);

const inputs = numbers(recorded.inputs);

describe("activations, against torch (recorded by test/python/activations.py)", () => {
  for (const { layer, call, float32, float64 } of recorded.cases) {
    const f = activationOf(layer as ActivationSpec).reference(layer as ActivationSpec);
    const exact = numbers(float64).map(Math.fround);

    it(`${call} agrees within 4 ulp or 1e-7; where torch's float32 is off, with its float64`, () => {
      numbers(float32).forEach((theirs, i) => {
        const x = inputs[i]!;
        const ours = Math.fround(f(Math.fround(x)));
        assert.ok(agrees(ours, theirs) || agrees(ours, exact[i]!), `x = ${x}: ${ours}, torch ${theirs}`);
      });
    });

    it(`${call} agrees with the float64 value itself`, () => {
      exact.forEach((value, i) => {
        const x = inputs[i]!;
        const ours = Math.fround(f(Math.fround(x)));
        assert.ok(agrees(ours, value), `x = ${x}: ${ours}, exact ${value}`);
      });
    });
  }

  it("covers every kind of activation but identity", () => {
    const kinds = new Set(recorded.cases.map(({ layer }) => layer.kind));
    const all = ["elu", "gelu", "leaky_relu", "relu", "selu", "sigmoid", "silu", "softplus", "tanh"];
    assert.deepEqual([...kinds].sort(), all);
  });

  it("covers both zeros, denormals, infinities and NaN", () => {
    for (const x of [0, -0, 1e-45, -1e-45, Infinity, -Infinity, NaN]) {
      assert.ok(
        inputs.some((input) => Object.is(Math.fround(input), Math.fround(x))),
        String(x),
      );
    }
  });

  it("identity gives what it gets, and -0 is written 0", () => {
    const out = new Float32Array(3);
    applyActivation(
      activationOf({ kind: "identity" }).reference({ kind: "identity" }),
      { view: Float32Array.of(1.5, -0, NaN) },
      3,
      { view: out },
    );
    assert.deepEqual([...out], [1.5, 0, NaN]);
  });
});
