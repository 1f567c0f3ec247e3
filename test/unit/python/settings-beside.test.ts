import assert from "node:assert/strict";
import { readModels, settingsBeside } from "../../../src/python/index";

const of = (text: string) => {
  const [model] = readModels(text);
  assert.ok(model);
  return settingsBeside(text, model);
};

describe("Settings beside a model in code", () => {
  const ONE = { kind: "constant", value: 1 };

  it("are the comments among the layers of an nn.Sequential", () => {
    const text =
      "from torch import nn\nnet = nn.Sequential(\n    # input: 100, constant 1\n    nn.Dropout(0.4),  # weight: constant 1\n    nn.Linear(100, 1),\n)";
    const { units, input, weight } = of(text);
    assert.deepEqual({ units, input, weight }, { units: 100, input: ONE, weight: ONE });
  });

  it("are the comments right above it, and no others", () => {
    const model =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(0.5)\n    def forward(self, x):\n        return self.d(x)\n";
    for (const end of ["\n", "\r\n"]) {
      const text =
        ["from torch import nn", "# seed: 9", "", "# trials: 500", "# input: constant 1", ""].join(end) + model;
      const { trials, seed, input } = of(text);
      assert.deepEqual({ trials, seed, input }, { trials: 500, seed: undefined, input: ONE });
    }
  });

  it("are not the comments inside of a class, which are about its code", () => {
    const text =
      "from torch import nn\nclass Net(nn.Module):\n    # input: 5\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(0.5)\n    def forward(self, x):\n        return self.d(x)\n";
    assert.equal(of(text).units, undefined);
  });

  it("leave alone what cannot be read as a setting, and take the last of several", () => {
    const text =
      "from torch import nn\n# input: images of 28 by 28\n# seed: 1\n# seed: 2\nnet = nn.Sequential(nn.Dropout(0.4))";
    const { input, seed } = of(text);
    assert.deepEqual({ input, seed }, { input: undefined, seed: 2 });
  });
});
