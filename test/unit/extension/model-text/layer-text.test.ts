import assert from "node:assert/strict";
import { layerMarkdown, lineOf } from "../../../../src/extension/model-text/layer-text";
import type { Reason } from "../../../../src/formats/index";
import { layerWith } from "../models/models";

const notRun = (name: string): Reason => ({ code: "not_run", name });

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
    assert.equal(layerMarkdown(conv, "pytorch", [notRun("Conv2d")]), "Conv2d is listed, not run");
    const model: Reason = { code: "never_called", model: "Net" };
    assert.equal(layerMarkdown(conv, "pytorch", [model]), "Not run: Net makes it and never calls it");
    assert.equal(layerMarkdown(conv, "pytorch", undefined), "");
  });

  it("is of a dropout that is not run both", () => {
    const channels = layerWith({ kind: "dropout2d", p: 0.5, active: "train" });
    const [text, line] = [layerMarkdown, lineOf].map((say) => say(channels, "pytorch", [notRun("Dropout2d")]));
    for (const said of [text, line]) {
      assert.match(said!, /listed, not run/);
      assert.match(said!, /stays μ/);
    }
  });

  it("means nothing to Markdown: names and reasons are shown as they are", () => {
    const reason: Reason = { code: "argument_missing", parameter: "<b>`a_b`</b> [x](command:y) | *" };
    const text = layerMarkdown(layerWith({ kind: "x" }), "pytorch", [reason]);
    assert.equal(text, "Not run: \\<b\\>\\`a\\_b\\`\\</b\\> \\[x\\]\\(command:y\\) \\| \\* is missing");
  });
});
