import assert from "node:assert/strict";
import { placeName } from "../../../src/app/names";

describe("the name of a place", () => {
  const names = [
    [["layers", 0, "p"], "p of layer 0"],
    [["layers", 3], "layer 3"],
    [["layers"], "layers"],
    [["layers", 1, "weight"], "weight of layer 1"],
    [["layers", 1, "weight", "std"], "std of weight of layer 1"],
    [["layers", 1, "bias", "values", 7], "values of bias of layer 1"],
    [["input", "units"], "units of the input"],
    [["input", "distribution", "std"], "distribution of the input"],
    [["trials"], "trials"],
    [["parameterSeed"], "the seed of weights and biases"],
    [[], "the experiment"],
  ] as const;
  for (const [keys, name] of names)
    it(`is "${name}" for ${JSON.stringify(keys)}`, () => assert.equal(placeName(keys), name));
});
