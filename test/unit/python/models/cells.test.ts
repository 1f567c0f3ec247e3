import assert from "node:assert/strict";
import { readModels } from "../../../../src/python/index";
import { onlyModel, said, steps } from "./reading";

describe("Parts of files", () => {
  it("without imports are read by the usual names, as cells of a notebook are", () => {
    const source = "%matplotlib inline\n!pip install torch\nmodel = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.1))\n";
    assert.deepEqual(steps(source), ["0 linear", "1 dropout 0.1"]);
    assert.deepEqual(steps("model = Sequential(Linear(2, 2), Dropout(0.1))"), ["0 linear", "1 dropout 0.1"]);
    const functional = "x = Input((4,))\nmodel = Model(x, layers.Dense(2)(layers.Dropout(0.1)(x)))";
    assert.deepEqual(steps(functional), ["dropout dropout 0.1", "dense linear"]);
    assert.deepEqual(steps("# keras\nmodel = Sequential([Dense(2), Dropout(0.1)])"), [
      "dense linear",
      "dropout dropout 0.1",
    ]);
  });

  it("are read from the middle of a class, where they are selected", () => {
    const selected =
      "        self.net = nn.Sequential(\n            nn.Linear(2, 3),\n            nn.Dropout(0.2),\n        )\n";
    assert.deepEqual(steps(selected), ["0 linear", "1 dropout 0.2"]);
    assert.equal(onlyModel(selected).name, "self.net");
  });

  it("that are being typed keep what is whole", () => {
    const head =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.d = nn.Dropout(0.3)\n";
    assert.deepEqual(steps(`${head}        self.fc = nn.Linear(2,`), ["d dropout 0.3", "fc linear"]);
    assert.deepEqual(steps(`${head}    def forward(self, x):\n        x = self.d(x)\n        return self.`), [
      "d dropout 0.3",
    ]);
  });

  it("list what a module of another file is given, by itself", () => {
    const source = "model = models.resnet18()\nmodel.fc = nn.Sequential(nn.Dropout(0.5), nn.Linear(512, 2))\n";
    assert.equal(onlyModel(source).name, "model.fc");
    assert.deepEqual(steps(source), ["0 dropout 0.5", "1 linear"]);
  });

  it("of frameworks that are not read are left alone, though they say nn", () => {
    for (const framework of ["import mindspore.nn as nn", "from paddle import nn", "from flax import linen as nn"]) {
      assert.deepEqual(readModels(`${framework}\nmodel = nn.Sequential(nn.Dropout(0.5))\n`), []);
    }
  });

  it("follow aliases of imports", () => {
    for (const imports of [
      "import torch.nn as n\nS, D = n.Sequential, n.Dropout",
      "from torch.nn import Sequential as S, Dropout as D",
      "from torch import nn as n\nS = n.Sequential\nfrom torch.nn.modules.dropout import Dropout as D",
    ]) {
      assert.deepEqual(onlyModel(`${imports}\nmodel = S(D(0.4))`).layers.map(said), ["0 dropout 0.4"]);
    }
  });
});
