import assert from "node:assert/strict";
import { siteAt } from "../../../../src/extension/models/dropout-at";
import { layerWith, modelsOf, modelWith } from "./models";

describe("A dropout under the pointer", () => {
  const text = "net = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))";
  const at = (what: string) => siteAt(modelsOf(text).models, text.indexOf(what));

  it("is found anywhere in the call that makes it, and nowhere else", () => {
    for (const what of ["nn.Dropout", "Dropout", "0.5"]) assert.equal(at(what)?.index, 1, what);
    for (const what of ["net", "nn.Linear", "4, 2"]) assert.equal(at(what), undefined, what);
    assert.equal(siteAt(modelsOf(text).models, text.length), undefined);
  });

  it("is found where it is called and where its rate is written, too", () => {
    const rate = { text: "P", from: 4, to: 5, origin: { from: 50, to: 53 } };
    const models = [modelWith([{ from: 0, to: 10, call: { from: 20, to: 30 }, p: 0.5, rate }])];
    for (const offset of [0, 9, 20, 29, 50]) assert.equal(siteAt(models, offset)?.layer.p, 0.5, String(offset));
    for (const offset of [10, 19, 30, 53]) assert.equal(siteAt(models, offset), undefined, String(offset));
    assert.deepEqual(siteAt(models, 25)?.span, { from: 20, to: 30 });
  });

  it("is not what a layer inside of its call is", () => {
    // F.dropout(F.relu(fc(x)), 0.5)
    const models = [
      modelWith([
        { kind: "relu", from: 10, to: 23 },
        { from: 0, to: 29, p: 0.5 },
      ]),
    ];
    assert.equal(siteAt(models, 12), undefined);
    assert.equal(siteAt(models, 25)?.index, 1);
  });

  it("is found where the model makes it and never calls it, unless another calls it", () => {
    const idle = modelWith([], { name: "Idle", unused: [layerWith({ from: 0, to: 9, p: 0.5 })] });
    assert.deepEqual([siteAt([idle], 3)?.model.name, siteAt([idle], 3)?.index], ["Idle", undefined]);
    const calls = modelWith([{ from: 0, to: 9, p: 0.5 }], { name: "Calls" });
    assert.deepEqual([siteAt([idle, calls], 3)?.model.name, siteAt([idle, calls], 3)?.index], ["Calls", 0]);
  });

  it("is the first model's where several share it", () => {
    const site = { from: 0, to: 9, p: 0.5 };
    assert.equal(siteAt([modelWith([site], { name: "A" }), modelWith([site], { name: "B" })], 3)?.model.name, "A");
  });
});
