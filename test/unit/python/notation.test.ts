import assert from "node:assert/strict";
import fc from "fast-check";
import { PRESETS } from "../../../src/core/presets";
import type { ExploreSpec } from "../../../src/formats/index";
import { parseExperiment } from "../../../src/python/index";
import { notationOf } from "./write-notation";
import { sayable } from "./arbitrary";

const defaults = { trials: 7, seed: 7 };

describe("notationOf", () => {
  it("writes the article's experiment as a person would", () => {
    const text = [
      "# input: 100, constant 1",
      "# weight: constant 1",
      "# trials: 10000",
      "# seed: 0",
      "nn.Sequential(",
      "    nn.Dropout(p=0.4),",
      "    nn.Linear(100, 1, bias=False),",
      ")",
      "",
    ].join("\n");
    assert.equal(notationOf(PRESETS[0]!.spec), text);
  });

  for (const { title, spec } of PRESETS) {
    it(`is read back to the same spec: ${title}`, () =>
      assert.deepEqual(parseExperiment(notationOf(spec), defaults), { spec, assumptions: assumed(spec) }));
  }

  it("is read back to the same spec wherever the linear layers share their initializers", () => {
    fc.assert(
      fc.property(sayable, (spec) => assert.deepEqual(parseExperiment(notationOf(spec), defaults).spec, spec)),
      { numRuns: 500 },
    );
  });

  it("says so where the linear layers differ in their weights, and can still be read", () => {
    const [layers, linear] = [[1, 2], { kind: "linear", units: 3 } as const];
    const spec: ExploreSpec = {
      ...PRESETS[0]!.spec,
      layers: layers.map((value) => ({ ...linear, weight: { kind: "constant", value } })),
    };
    const text = notationOf(spec);
    assert.match(text, /^# The layers differ in their weight, which this notation cannot say\.$/m);
    assert.deepEqual(parseExperiment(text, defaults).spec.layers, [linear, linear]);
  });
});

/** Presets without initializers are PyTorch's, which a person is told. */
function assumed({ layers }: ExploreSpec): string[] {
  const standard = layers.some((layer) => layer.kind === "linear" && !layer.weight);
  const drawn = "PyTorch's default, uniform between ±1/√fan-in.";
  return standard ? [`Weights are ${drawn}`, `Biases are ${drawn}`] : [];
}
