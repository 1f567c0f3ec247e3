import assert from "node:assert/strict";
import * as fc from "fast-check";
import { ARTICLE } from "../../../../src/core/presets";
import { rebased } from "../../../../src/extension/editor/rebase";
import type { ExploreSpec, LayerSpec } from "../../../../src/formats/index";
import { spec } from "../arbitraries";

const [dropout, linear] = ARTICLE.spec.layers as [LayerSpec, LayerSpec & { kind: "linear" }];
const base = ARTICLE.spec;
const withLayers = (...layers: LayerSpec[]): ExploreSpec => ({ ...base, layers });
const one = { kind: "constant", value: 1 } as const;

describe("A change made of an older experiment", () => {
  it("is the change itself where nothing else has changed, and nothing where it changed nothing", () => {
    fc.assert(
      fc.property(spec, spec, (some, other) => {
        assert.deepEqual(rebased(some, some, other), other);
        assert.deepEqual(rebased(some, other, some), other);
      }),
    );
  });

  it("goes together with a change at any other place", () => {
    const now = { ...withLayers(dropout, { ...linear, bias: one }), seed: 9 };
    const wanted = { ...withLayers({ kind: "dropout", p: 0.5 }, linear), trials: 7 };
    assert.deepEqual(rebased(base, now, wanted), {
      ...withLayers({ kind: "dropout", p: 0.5 }, { ...linear, bias: one }),
      seed: 9,
      trials: 7,
    });
  });

  it("counts where both changed one place, and where it put something else there", () => {
    assert.deepEqual(rebased(base, { ...base, seed: 1 }, { ...base, seed: 2 })?.seed, 2);
    const now = withLayers({ kind: "dropout", p: 0.9 }, linear);
    assert.deepEqual(rebased(base, now, withLayers({ kind: "relu" }, linear)), withLayers({ kind: "relu" }, linear));
  });

  it("leaves out again what it left out", () => {
    const bare: LayerSpec = { kind: "linear", units: linear.units };
    const now = withLayers(dropout, { ...linear, weight: { kind: "constant", value: 2 } });
    assert.deepEqual(rebased(base, now, withLayers(dropout, bare)), withLayers(dropout, bare));
  });

  it("is none where what it changed is gone, or the whole would be no experiment", () => {
    const p = withLayers({ kind: "dropout", p: 0.5 }, linear);
    assert.equal(rebased(base, withLayers(linear), p), null);
    assert.equal(rebased(base, withLayers({ kind: "relu" }, linear), p), null);
    const own: LayerSpec = { ...linear, weight: { kind: "values", values: Array.from({ length: 100 }, () => 2) } };
    const narrow = { ...base, input: { ...base.input, units: 50 }, layers: [dropout, { ...linear, inputs: 50 }] };
    assert.equal(rebased(base, narrow, withLayers(dropout, own)), null);
  });
});
