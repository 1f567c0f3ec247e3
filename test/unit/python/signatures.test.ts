import assert from "node:assert/strict";
import type { Value } from "../../../src/python/syntax/arithmetic";
import { OTHER_LAYERS, SIGNATURES } from "../../../src/python/notation/signatures";
import { pythonWithTorch, runProgram } from "./torch";

/** Names and defaults of the constructors in this PyTorch, `required` where there is none, and all names of torch.nn. */
const INSPECT = `
import inspect, json
from torch import nn
def parameters(name):
    layer = getattr(nn, name)
    if layer.__init__ is nn.Module.__init__:  # Module's own: it shows *args and **kwargs, and refuses them
        return []
    signature = inspect.signature(layer)
    return [[p.name, "required" if p.default is p.empty else p.default] for p in signature.parameters.values()]
print(json.dumps({"signatures": {name: parameters(name) for name in ${JSON.stringify([...SIGNATURES.keys()])}}, "names": dir(nn)}))
`;

describe("The signatures of layers, held against PyTorch,", function () {
  this.timeout(120_000);
  let torch: { signatures: Record<string, [string, Value][]>; names: string[] };

  before(function () {
    if (pythonWithTorch === undefined) {
      console.warn("      SKIPPED: no Python with torch; set DROPOUT_EXPLORER_PYTHON to one that has it.");
      this.skip();
    }
    torch = JSON.parse(runProgram(INSPECT)) as typeof torch;
  });

  for (const [name, { parameters, anything }] of SIGNATURES) {
    it(`have the names, order and defaults of nn.${name}`, () => {
      if (anything) {
        const any = [
          ["args", "required"],
          ["kwargs", "required"],
        ];
        assert.deepEqual(torch.signatures[name], any);
        return;
      }
      const theirs = torch.signatures[name]!.filter(([parameter]) => parameter !== "device" && parameter !== "dtype");
      assert.deepEqual(
        parameters.map((one) => [one.name, one.standard === undefined ? "required" : one.standard]),
        theirs,
      );
    });
  }

  it("name only layers that PyTorch has, as explored or as not explored", () => {
    const unknown = [...OTHER_LAYERS, ...SIGNATURES.keys()].filter((name) => !torch.names.includes(name));
    assert.deepEqual(unknown, []);
    assert.deepEqual(
      [...SIGNATURES.keys()].filter((name) => OTHER_LAYERS.has(name)),
      [],
    );
  });
});
