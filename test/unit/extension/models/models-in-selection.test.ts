import assert from "node:assert/strict";
import { modelsIn, sameLayers } from "../../../../src/extension/models/models-in-selection";
import { readExperiments } from "../../../../src/python/index";
import { modelWith } from "./models";

const at = (name: string, from: number, to: number) => modelWith([], { name, from, to });
const [outer, inner, other] = [at("outer", 10, 50), at("inner", 20, 30), at("other", 60, 80)];

describe("The models that a selection is about", () => {
  const names = (from: number, to: number) => modelsIn([outer, inner, other], { from, to }).map(({ name }) => name);

  it("are those that it holds", () => {
    assert.deepEqual(names(0, 100), ["outer", "inner", "other"]);
    assert.deepEqual(names(10, 50), ["outer", "inner"]);
    assert.deepEqual(names(55, 85), ["other"]);
  });

  it("is else the innermost one around it", () => {
    assert.deepEqual(names(22, 25), ["inner"]);
    assert.deepEqual(names(40, 40), ["outer"]);
  });

  it("are none where it holds none and stands in none", () => {
    assert.deepEqual(names(52, 58), []);
    assert.deepEqual(names(45, 65), []);
  });
});

describe("Two experiments", () => {
  const spec = (text: string) => {
    const reading = readExperiments(text, { trials: 1, seed: 0 });
    assert.ok(reading.kind === "notation");
    return reading.experiment.spec;
  };

  it("have the same layers where only their input and parameters differ", () => {
    const layers = "Linear(4, 2), Dropout(0.5)";
    assert.ok(sameLayers(spec(layers), spec(`# input: 4, constant 1\n# weight: constant 1\n${layers}`)));
    for (const others of ["Linear(4, 3), Dropout(0.5)", "Linear(4, 2), Dropout(0.4)", "Linear(4, 2)"]) {
      assert.ok(!sameLayers(spec(layers), spec(others)), others);
    }
  });
});
