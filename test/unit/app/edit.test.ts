import assert from "node:assert/strict";
import { ARTICLE, PRESETS } from "../../../src/core/presets";
import {
  addLayer,
  allWeightsOne,
  changeKind,
  moveLayer,
  newDistribution,
  refit,
  removeLayer,
  setAt,
  valueAt,
} from "../../../src/app/edit";
import { checkSpec, INITIALIZER_KINDS, LAYER_KINDS, type ExploreSpec } from "../../../src/formats/index";

const article = ARTICLE.spec;
const mlp = PRESETS.find(({ id }) => id === "mlp")!.spec;
const inputsOf = (spec: ExploreSpec) => spec.layers.flatMap((layer) => (layer.kind === "linear" ? [layer.inputs] : []));
const isValid = (spec: ExploreSpec): boolean => "spec" in checkSpec(spec);

describe("editing a network", () => {
  it("sets a value at a place and leaves the spec it came from as it was", () => {
    const before = JSON.stringify(article);
    assert.equal(valueAt(setAt(article, ["layers", 0, "p"], 0.25), ["layers", 0, "p"]), 0.25);
    assert.equal(JSON.stringify(article), before);
  });

  it("removes a key that is set to undefined", () => {
    const spec = setAt(article, ["layers", 1, "weight"], undefined);
    assert.equal("weight" in spec.layers[1]!, false);
  });

  it("keeps the inputs of linear layers equal to their fan-in when the input changes", () => {
    assert.deepEqual(inputsOf(refit(setAt(article, ["input", "units"], 64))), [64]);
  });

  it("keeps the inputs of linear layers equal to their fan-in when a layer before changes", () => {
    assert.deepEqual(inputsOf(refit(setAt(mlp, ["layers", 0, "units"], 300))), [784, 300, 256]);
  });

  it("leaves inputs alone that a file leaves out", () => {
    const lazy = setAt(article, ["layers", 1, "inputs"], undefined);
    assert.deepEqual(inputsOf(refit(setAt(lazy, ["input", "units"], 64))), [undefined]);
  });

  it("leaves the fan-in alone while the units before it aren't a number", () => {
    assert.deepEqual(inputsOf(refit(setAt(article, ["input", "units"], "abc"))), [100]);
  });

  it("gives a valid network for every kind of layer added at the end or put in place of another", () => {
    for (const kind of LAYER_KINDS) {
      assert.ok(isValid(addLayer(mlp, kind)), kind);
      assert.ok(isValid(changeKind(mlp, 3, kind)), kind);
    }
  });

  it("gives a valid network whichever layer is removed or moved", () => {
    mlp.layers.forEach((_, from) => {
      assert.ok(isValid(removeLayer(mlp, from)), `without ${from}`);
      mlp.layers.forEach((__, to) => assert.ok(isValid(moveLayer(mlp, from, to)), `${from} to ${to}`));
    });
  });

  it("moves a layer to where it is sent", () => {
    assert.deepEqual(
      moveLayer(article, 0, 1).layers.map(({ kind }) => kind),
      ["linear", "dropout"],
    );
    assert.equal(moveLayer(article, 0, -1), article);
    assert.equal(moveLayer(article, 1, 2), article);
  });

  it("starts every initialization with valid parameters", () => {
    for (const kind of INITIALIZER_KINDS) {
      assert.ok(isValid(setAt(article, ["layers", 1, "weight"], newDistribution(kind, 100, 1))), kind);
    }
  });

  it("sets all weights and inputs to 1 and all biases to 0", () => {
    const spec = allWeightsOne(mlp);
    assert.ok(isValid(spec));
    assert.deepEqual(valueAt(spec, ["input", "distribution"]), { kind: "constant", value: 1 });
    assert.deepEqual(valueAt(spec, ["layers", 6, "weight"]), { kind: "constant", value: 1 });
    assert.deepEqual(valueAt(spec, ["layers", 6, "bias"]), { kind: "constant", value: 0 });
  });
});
