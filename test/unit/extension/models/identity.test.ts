import assert from "node:assert/strict";
import { codeLayerOf, codeModelOf, layerAt, layerTarget, modelAt } from "../../../../src/extension/models/identity";
import { digestOf, whichLayers } from "../../../../src/python/plain";
import { modelsOf, modelWith } from "./models";

const TEXT = "net = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))\n";

describe("A model in code", () => {
  const { models, model } = modelsOf(TEXT);
  const meant = codeModelOf("file:///a.py", models, model);

  it("is the same while only its place in the text changes, and another once its rates, sizes or name do", () => {
    assert.equal(digestOf(modelsOf(`# a comment\n\n${TEXT}`).model), digestOf(model));
    for (const [from, to] of [
      ["0.5", "0.6"],
      ["4, 2", "4, 3"],
      ["net", "mlp"],
      ["Linear(4, 2), ", ""],
    ] as const) {
      assert.notEqual(digestOf(modelsOf(TEXT.replace(from, to)).model), digestOf(model), to);
    }
  });

  it("has the same layers while only their sizes and rates change, and others once one comes, goes or is of another kind", () => {
    const which = (text: string) => whichLayers(digestOf(modelsOf(text).model));
    for (const [from, to] of [
      ["0.5", "0.6"],
      ["4, 2", "4, 3"],
    ] as const) {
      assert.equal(which(TEXT.replace(from, to)), whichLayers(meant.digest), to);
    }
    for (const [from, to] of [
      ["Linear(4, 2), ", ""],
      ["nn.Dropout", "nn.ReLU(), nn.Dropout"],
      ["Dropout(0.5)", "ReLU()"],
    ] as const) {
      assert.notEqual(which(TEXT.replace(from, to)), whichLayers(meant.digest), to);
    }
  });

  it("is another once other runs of its layers are chains", () => {
    const stretched = (to: number) => digestOf(modelWith([{}, {}], { chain: false, stretches: [{ from: 0, to }] }));
    assert.notEqual(stretched(1), stretched(2));
  });

  it("is found where code above it was added, and where its own rate changed", () => {
    assert.equal(modelAt(modelsOf(`x = 1\n${TEXT}`).models, meant)?.layers[1]?.p, 0.5);
    assert.equal(modelAt(modelsOf(TEXT.replace("0.5", "0.6")).models, meant)?.layers[1]?.p, 0.6);
  });

  it("is not found once it is gone or has another name", () => {
    assert.equal(modelAt([], meant), undefined);
    assert.equal(modelAt(modelsOf(TEXT.replace("net", "mlp")).models, meant), undefined);
  });

  it("is, of several of its name, the one that says the same, wherever that is now", () => {
    const first = TEXT.replace("0.5", "0.1");
    const two = modelsOf(first + TEXT).models;
    const second = codeModelOf("file:///a.py", two, two[1]!);
    assert.equal(second.occurrence, 1);
    assert.equal(modelAt(modelsOf(TEXT + first).models, second)?.layers[1]?.p, 0.5);
  });

  it("is, of several of its name that all changed, the one in its place", () => {
    const rates = (...all: number[]) => modelsOf(all.map((p) => TEXT.replace("0.5", String(p))).join("")).models;
    const two = rates(0.1, 0.2);
    const second = codeModelOf("file:///a.py", two, two[1]!);
    assert.equal(modelAt(rates(0.3, 0.4), second)?.layers[1]?.p, 0.4);
    assert.equal(modelAt(rates(0.3), second)?.layers[1]?.p, 0.3);
  });

  it("knows its layers by place and name: one that moved is found by its name", () => {
    const { model: classy } = modelsOf(TEXT);
    const dropout = codeLayerOf(classy, 1)!;
    assert.deepEqual(dropout, { index: 1, name: "1", p: 0.5 });
    assert.equal(layerAt(classy, dropout)?.kind, "dropout");
    assert.equal(layerAt(classy, { index: 7, name: "0" })?.kind, "linear");
    assert.equal(layerAt(classy, { index: 1, name: "gone" }), undefined);
    const calls = modelWith(["fc", "F.dropout", "fc2", "F.dropout", "out"].map((name, from) => ({ name, from })));
    assert.equal(layerAt(calls, { index: 4, name: "F.dropout" })?.from, 3);
    assert.equal(codeLayerOf(classy, 2), null);
    assert.deepEqual(layerTarget(meant, model, 1), { ...meant, layer: dropout });
  });
});
