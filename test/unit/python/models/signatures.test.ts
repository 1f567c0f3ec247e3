import assert from "node:assert/strict";
import { KERAS_RATES, KERAS_SIGNATURES } from "../../../../src/python/models/keras/classes";
import { DROPOUT_PARAMETERS } from "../../../../src/python/models/pytorch/classes";
import { OTHER_SIGNATURES } from "../../../../src/python/models/pytorch/other-signatures";
import { pythonWithTorch, runProgram } from "../torch";
import { pythonWithKeras } from "./keras-python";
import { run } from "./observed";

/** The parameters of classes in order, with their defaults where those are numbers; null where there are none by name. */
const INSPECT = (module: string, names: Iterable<string>): string => `
import inspect, json
import ${module.split(".")[0]} as _
from ${module} import ${[...names].join(", ")}
def parameters(layer):
    found = [p for p in inspect.signature(layer.__init__).parameters.values() if p.name != "self"]
    named = [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    star = any(p.kind == p.VAR_POSITIONAL for p in found)
    number = lambda x: x if type(x) in (int, float) else None
    return None if star else [[p.name, number(p.default)] for p in named]
print(json.dumps({layer.__name__: parameters(layer) for layer in [${[...names].join(", ")}]}))
`;
type Parameters = Record<string, [string, number | null][] | null>;

const skipped = (what: string, variable: string): void =>
  console.warn(`      SKIPPED: no Python with ${what}; set ${variable} to one that has it.`);

describe("The parameters of layers that are listed", function () {
  this.timeout(240_000);

  it("are those of torch.nn, in order, and its rates have its defaults", function () {
    if (pythonWithTorch === undefined) {
      skipped("torch", "DROPOUT_EXPLORER_PYTHON");
      this.skip();
    }
    const torch = JSON.parse(runProgram(INSPECT("torch.nn", OTHER_SIGNATURES.keys()))) as Parameters;
    for (const [name, ours] of OTHER_SIGNATURES) {
      const theirs = torch[name];
      if (!theirs) continue;
      const names = theirs.map(([parameter]) => parameter);
      assert.deepEqual(ours, names.slice(0, ours.length), name);
      const rate = DROPOUT_PARAMETERS.get(name);
      if (rate) assert.equal(theirs.find(([parameter]) => parameter === rate.name)?.[1], rate.standard, name);
    }
  });

  it("are those of Keras, in order, and its rates have its defaults", function () {
    if (pythonWithKeras === undefined) {
      skipped("Keras", "DROPOUT_EXPLORER_KERAS_PYTHON");
      this.skip();
    }
    const program = INSPECT("keras.layers", KERAS_SIGNATURES.keys());
    const keras = JSON.parse(run(pythonWithKeras, ["-c", program])) as Parameters;
    for (const [name, ours] of KERAS_SIGNATURES) {
      // The short names are the same classes: MaxPool2D is MaxPooling2D.
      const theirs = keras[name];
      if (!theirs) continue;
      assert.deepEqual(
        ours,
        theirs.slice(0, ours.length).map(([parameter]) => parameter),
        name,
      );
      const rate = KERAS_RATES.get(name);
      if (rate) assert.equal(theirs.find(([parameter]) => parameter === rate.name)?.[1], rate.standard ?? null, name);
    }
  });
});
