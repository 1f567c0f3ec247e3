import assert from "node:assert/strict";
import { layerMarkdown, lineOf } from "../../../../src/extension/model-text/layer-text";
import { layerWith } from "../models/models";

describe("What is said of a layer in code", () => {
  const dropout = layerWith({ p: 0.5, active: "train" });

  it("is of a dropout what p means, its closed forms, evaluation, and the framework's page", () => {
    const text = layerMarkdown(dropout, "pytorch", undefined);
    for (const fact of ["**p = 0\\.5", "| mean | stays μ |", "| evaluation |", "](https://docs.pytorch.org/"]) {
      assert.ok(text.includes(fact), fact);
    }
    assert.doesNotMatch(text, /not run/i);
  });

  it("is of a layer that is not run why, and nothing of one that is", () => {
    const conv = layerWith({ kind: "conv2d" });
    assert.equal(layerMarkdown(conv, "pytorch", "Conv2d is listed, not run"), "Conv2d is listed, not run");
    assert.equal(layerMarkdown(conv, "pytorch", "it is too large"), "Not run: it is too large");
    assert.equal(layerMarkdown(conv, "pytorch", undefined), "");
  });

  it("is of a dropout that is not run both", () => {
    const channels = layerWith({ kind: "dropout2d", p: 0.5, active: "train" });
    const [text, line] = [layerMarkdown, lineOf].map((say) => say(channels, "pytorch", "Dropout2d is listed, not run"));
    for (const said of [text, line]) {
      assert.match(said!, /listed, not run/);
      assert.match(said!, /stays μ/);
    }
  });

  it("means nothing to Markdown: names and reasons are shown as they are", () => {
    const text = layerMarkdown(layerWith({ kind: "x" }), "pytorch", "it needs <b>`a_b`</b> [x](command:y) | *");
    assert.equal(text, "Not run: it needs \\<b\\>\\`a\\_b\\`\\</b\\> \\[x\\]\\(command:y\\) \\| \\*");
  });
});
