import assert from "node:assert/strict";
import fc from "fast-check";
import { LatticeProduct } from "../../../src/core/run/lattice";

describe("the lattice's sums", () => {
  it("by tables equal sums in float64, group by group of eight, rounded once, bit for bit", () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ w: fc.float({ noNaN: true, noDefaultInfinity: true }), keep: fc.boolean() }), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.float({ noNaN: true, min: -8, max: 8 }),
        (inputs, x) => {
          const weight = Float32Array.from(inputs, ({ w }) => w);
          const product = new LatticeProduct(
            { weight, bias: new Float32Array(1) },
            new Float32Array(inputs.length).fill(x),
          );
          const target = new Float32Array(1);
          product.trial(
            Uint8Array.from(inputs, ({ keep }) => +keep),
            target,
            0,
          );
          let sum = 0;
          for (let group = 0; group < inputs.length; group += 8) {
            let part = 0;
            for (const { w, keep } of inputs.slice(group, group + 8)) if (keep) part += x === 0 ? 0 : w * x;
            sum += part;
          }
          assert.equal(target[0]! + 0, Math.fround(sum) + 0);
        },
      ),
    ));

  it("of wide fan-ins, which have no tables, are the same sums", () => {
    const [narrow, wide] = [4096, 4104];
    const weightOf = (fanIn: number) =>
      Float32Array.from({ length: fanIn }, (_, k) => (k < narrow ? 0.1 * (k % 7) : 0));
    const sums = [narrow, wide].map((fanIn) => {
      const x = new Float32Array(fanIn).fill(0.3);
      const product = new LatticeProduct({ weight: weightOf(fanIn), bias: new Float32Array(1) }, x);
      const target = new Float32Array(1);
      product.trial(
        Uint8Array.from({ length: fanIn }, (_, k) => +(k % 3 > 0)),
        target,
        0,
      );
      return target[0];
    });
    assert.equal(sums[0], sums[1]);
  });
});
