import assert from "node:assert/strict";
import fc from "fast-check";
import { rawSummary } from "../../../src/figure/index";
import { probe } from "./probe-reports";

describe("what can be read of something that may be no report", () => {
  it("is its kind, version, model and the means of its layers", () => {
    const summary = rawSummary({ ...probe(), version: 2 }, "");
    assert.match(summary, /^kind: probe\nversion: 2\nmodel: Classifier\nlayers: 3\n\nmean +eval +unscaled +train\n/);
    assert.match(summary, /^encoder\.fc Linear\(64, 64\) +\S+ +\S+ +\S+$/m);
  });

  it("is the beginning of the text where nothing is known of it", () => {
    assert.equal(rawSummary({ a: 1 }, '{"a":1}'), '{"a":1}');
    assert.equal(rawSummary(undefined, `{${"x".repeat(1000)}`).length, 401);
    assert.equal(rawSummary(undefined, " \n"), "(empty)");
  });

  it("is short however much there is", () => {
    const [layer] = probe().layers;
    const many = {
      kind: "k".repeat(9999),
      layers: Array.from({ length: 5000 }, () => ({ ...layer, label: "l".repeat(9999) })),
    };
    const lines = rawSummary(many, "").split("\n");
    assert.equal(lines.at(-1), "… and 4970 more layers");
    assert.ok(lines.length < 40 && lines.every((line) => line.length < 150));
  });

  it("is never empty, and reading it never fails", () =>
    fc.assert(fc.property(fc.anything(), fc.string(), (value, text) => assert.ok(rawSummary(value, text).length > 0))));
});
