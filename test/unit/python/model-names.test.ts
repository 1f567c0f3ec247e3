import assert from "node:assert/strict";
import { modelNames } from "../../../src/python/model-names";

describe("The variables of a notebook that look like models", () => {
  it("are those that hold a module, a model of a library, or a class of the notebook", () => {
    const cells = [
      "import torch\nfrom torch import nn",
      "class Tagger(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(3, 4)",
      "first = nn.Sequential(\n    nn.Linear(3, 4),\n)",
      "second: nn.Module = Tagger().to(device)",
      'third = AutoModel.from_pretrained("bert-base")\nfourth = torchvision.models.resnet18()',
      "fifth = torch.compile(first)",
    ];
    assert.deepEqual(modelNames(cells), ["fifth", "fourth", "third", "second", "first"]);
  });

  it("begin with those that are named like one too, and end with those that are only named so", () => {
    const cells = ["net = build()", "thing = nn.Linear(3, 4)", "model = nn.Linear(3, 4)"];
    assert.deepEqual(modelNames(cells), ["model", "thing", "net"]);
  });

  it("are not its losses, optimisers, data and numbers, nor what is assigned inside a block", () => {
    const cells = [
      "criterion = nn.CrossEntropyLoss()\nloss_fn = nn.MSELoss()\nce = nn.NLLLoss()",
      "optimizer = torch.optim.Adam(model.parameters())\nscheduler = StepLR(optimizer)",
      'model_name = "resnet"\nmodel_config = {}\ntrain_loader = DataLoader(d)\nx = torch.randn(3)\nepochs = 3',
      "def build():\n    model = nn.Linear(3, 4)\n    return model",
      "if model == other:\n    pass\nmodel.eval()",
    ];
    assert.deepEqual(modelNames(cells), []);
  });
});

describe("A notebook of any length", () => {
  const many = 300_000;
  for (const piece of ["a:\r", "a: ", "nn.A", "models.", "load ", "class A(Module", "a=b(", "x = load (\t", "Module"]) {
    it(`is gone through once: ${JSON.stringify(piece)}`, () => {
      assert.ok(Array.isArray(modelNames([piece.repeat(many)])));
    });
  }

  it("may have thousands of classes and of models", () => {
    const classes = Array.from({ length: 3000 }, (_, i) => `class C${i}(nn.Module):\n    pass`);
    const models = Array.from({ length: 3000 }, (_, i) => `m${i} = C${i}(3)`);
    assert.equal(modelNames([...classes, ...models]).length, 3000);
  });
});
