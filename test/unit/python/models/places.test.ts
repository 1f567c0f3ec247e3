import assert from "node:assert/strict";
import { onlyModel } from "./reading";

describe("Places of what is read", () => {
  it("are those of the call that makes a layer, in UTF-16 units, after any characters", () => {
    const source = `# 𝒳 é 👩‍🔬\r\nmodel = nn.Sequential(\r\n    nn.Linear(8, 4),  # 𝒳\r\n    nn.Dropout(p=0.4),\r\n)\r\n`;
    const model = onlyModel(source);
    const text = ({ from, to }: { from: number; to: number }): string => source.slice(from, to);
    assert.equal(text(model), source.slice(source.indexOf("nn.Sequential"), source.lastIndexOf(")") + 1));
    assert.deepEqual(model.layers.map(text), ["nn.Linear(8, 4)", "nn.Dropout(p=0.4)"]);
    const [linear, dropout] = model.layers;
    assert.deepEqual([linear!.places!["inputs"]!, linear!.places!["units"]!].map(text), ["8", "4"]);
    assert.equal(text(dropout!.rate!), "0.4");
    assert.equal(dropout!.rate!.text, "0.4");
  });

  it("say where forward calls a layer that is made in __init__, and that a call in place is made there", () => {
    const source = `import torch.nn as nn
import torch.nn.functional as F
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)
    def forward(self, x):
        return F.relu(self.fc(x))
`;
    const [fc, relu] = onlyModel(source).layers;
    assert.equal(source.slice(fc!.call!.from, fc!.call!.to), "self.fc(x)");
    assert.equal(relu!.call, undefined);
    assert.equal(source.slice(relu!.from, relu!.to), "F.relu(self.fc(x))");
  });
});
