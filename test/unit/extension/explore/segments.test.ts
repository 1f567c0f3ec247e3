import assert from "node:assert/strict";
import { segmentAgain, segmentFor, whyNothing } from "../../../../src/extension/explore/segments";
import type { Segment } from "../../../../src/python/index";
import { ASKS } from "../../../../src/workers/reading/asks";
import { modelsOf } from "../models/models";

const segment = (layers: readonly number[], refusal?: string): Segment => ({
  title: "a part",
  layers,
  questions: [],
  assumptions: [],
  ...(refusal !== undefined && { refusal }),
});
const DEFAULTS = { trials: 10, seed: 0 };

describe("The segment of a model that is shown first", () => {
  const segments = [
    segment([1]),
    segment([3, 4, 5, 6]),
    segment([8, 9]),
    segment([10, 11, 12, 13, 14], "it is too large"),
  ];

  it("is the longest that can be run", () => {
    assert.equal(segmentFor(segments, undefined), 1);
    assert.equal(segmentFor([segment([0, 1]), segment([3, 4])], undefined), 0);
    assert.equal(segmentFor(segments.slice(3), undefined), 0);
  });

  it("is the one that holds the layer that is meant, however short", () => {
    assert.equal(segmentFor(segments, 1), 0);
    assert.equal(segmentFor(segments, 9), 2);
  });

  it("is none where nothing can be run, or not that layer", () => {
    assert.equal(segmentFor([], undefined), -1);
    assert.equal(segmentFor(segments, 7), -1);
  });
});

describe("The segment of a model that is read again", () => {
  const { model } = modelsOf(
    "net = nn.Sequential(nn.LayerNorm(4), nn.Linear(4, 4), nn.LayerNorm(4), nn.Linear(4, 2))\n",
  );
  const segments = [segment([1]), segment([3])];
  const from = (name: string, index: number, place: number) => ({ layers: [null, { index, name }], part: place });

  it("is the one that holds its first layer now, wherever that is among the segments", () => {
    assert.equal(segmentAgain(segments, model, from("3", 1, 0)), 1);
    assert.equal(segmentAgain(segments, model, from("1", 1, 5)), 0);
  });

  it("is the one in its place, or the last, where that layer is gone or not run", () => {
    assert.equal(segmentAgain(segments, model, from("gone", 1, 1)), 1);
    assert.equal(segmentAgain(segments, model, from("2", 2, 7)), 1);
    assert.equal(segmentAgain(segments, model, { layers: [], part: 0 }), 0);
  });
});

describe("The experiments of a model in code", () => {
  it("begin with the settings in the comments beside it", () => {
    const text = "# seed: 7\nnet = nn.Sequential(\n    # input: constant 1\n    nn.Dropout(0.4), nn.Linear(100, 1))\n";
    const { segments } = ASKS.explore(text, modelsOf(text).model, DEFAULTS);
    const { input, seed } = segments[0]!.spec!;
    assert.deepEqual([input.units, input.distribution, seed], [100, { kind: "constant", value: 1 }, 7]);
  });

  it("leave out what cannot be run, with the reason: of a layer its own, of a model that of its dropout", () => {
    const text = "net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.AlphaDropout(0.2))\n";
    const { model } = modelsOf(text);
    const reasons = model.said.notRun;
    const exploration = ASKS.explore(text, model, DEFAULTS);
    assert.deepEqual(exploration.segments, []);
    assert.deepEqual(reasons.get(0), [{ code: "not_run", name: "Conv2d" }]);
    assert.equal(whyNothing(exploration, model, 0), "Conv2d is listed, not run");
    assert.equal(whyNothing(exploration, model, undefined), "AlphaDropout is listed, not run");
  });
});
