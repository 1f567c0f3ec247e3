import assert from "node:assert/strict";
import { sitesText } from "../../../../src/extension/model-text/sites-text";
import { layerText, modelText } from "../../../../src/extension/model-text/entry-text";
import { codeOf } from "../../../../src/workers/reading/session";
import { layerWith, modelWith } from "../models/models";

const withRates = (...rates: (number | null)[]) => modelWith([{ kind: "linear" }, ...rates.map((p) => ({ p }))]);

describe("The line above a model", () => {
  it("says how many dropouts there are, and p of each in their order", () => {
    assert.equal(sitesText(withRates(0.5, 0.5, 0.1)), "3 sites, p = 0.5, 0.5, 0.1");
    assert.equal(sitesText(withRates(0.25)), "1 site, p = 0.25");
  });

  it("says nothing where there is no dropout", () => {
    assert.equal(sitesText(withRates()), undefined);
  });

  it("shows a rate that the code does not say as unknown", () => {
    assert.equal(sitesText(withRates(0.5, null)), "2 sites, p = 0.5, ?");
  });

  it("stays short where there are many dropouts", () => {
    assert.equal(sitesText(withRates(...Array.from({ length: 24 }, () => 0.1))), "24 sites, p = 0.1 each");
    assert.equal(
      sitesText(withRates(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
      "8 sites, p = 0.1, 0.2, 0.3, 0.4, …, 0.8",
    );
  });
});

describe("The tree of models", () => {
  it("says of a model what it is written in and what dropout it has", () => {
    assert.deepEqual(modelText(withRates(0.5)), {
      label: "Net",
      description: "PyTorch · 1 site, p = 0.5",
      icon: "symbol-class",
    });
    const plain = modelWith([{ kind: "linear" }], { framework: "keras", form: "sequential" });
    assert.deepEqual(modelText(plain), { label: "Net", description: "Keras · no dropout", icon: "symbol-array" });
  });

  it("says of a layer its code, of a dropout its p first, and of what is not run that it is not", () => {
    const linear = layerWith({ name: "fc1", kind: "linear" });
    assert.equal(layerText("nn.Linear(4, 2)", linear, true).description, "nn.Linear(4, 2)");
    const drop = layerWith({ name: "drop", p: 0.1 });
    assert.equal(layerText("nn.Dropout(0.1)", drop, true).description, "p = 0.1 · nn.Dropout(0.1)");
    const conv = layerWith({ name: "conv", kind: "conv2d" });
    assert.equal(layerText("nn.Conv2d(1, 2, 3)", conv, false).description, "nn.Conv2d(1, 2, 3) · not run");
    const icons = [layerText("", linear, true), layerText("", drop, false), layerText("", conv, false)];
    assert.equal(new Set(icons.map(({ icon }) => icon)).size, 3);
  });

  it("shows code of several lines in one, cut where it is long", () => {
    const text = "x = nn.Linear(\n    4,\n    2,\n)";
    assert.equal(codeOf(text, layerWith({ from: 4, to: text.length })), "nn.Linear( 4, 2, )");
    assert.equal(codeOf("a".repeat(100), layerWith({ from: 0, to: 100 })), `${"a".repeat(80)}…`);
  });
});
