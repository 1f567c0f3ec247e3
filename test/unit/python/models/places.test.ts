import assert from "node:assert/strict";
import { readModels } from "../../../../src/python/index";
import { moduleOf, onlyModel, TORCH } from "./reading";

describe("Places of what is read", () => {
  it("are those of the call that makes a layer, in UTF-16 units, behind any characters", () => {
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

  it("of a rate lead on to the number, where a name or a default stands for it", () => {
    const source = `${TORCH}RATE = 0.3
class Net(nn.Module):
    def __init__(self, p=0.1):
        super().__init__()
        self.a = nn.Dropout(p)
        self.b = nn.Dropout(RATE)
        self.c = nn.Dropout(1 - RATE)
    def forward(self, x):
        return self.c(self.b(self.a(x)))
`;
    const rates = onlyModel(source).layers.map(({ p, rate }) => {
      const { text, origin } = rate!;
      return [p, text, origin && [source.slice(origin.from, origin.to), origin.from]];
    });
    assert.deepEqual(rates, [
      [0.1, "p", ["0.1", source.indexOf("0.1")]],
      [0.3, "RATE", ["0.3", source.indexOf("0.3")]],
      [0.7, "1 - RATE", undefined],
    ]);
  });

  it("say where forward calls a layer that is made in __init__, and that a call in place is made there", () => {
    const source = moduleOf("self.fc = nn.Linear(8, 4)", "return F.relu(self.fc(x))");
    const [fc, relu] = onlyModel(source).layers;
    assert.equal(source.slice(fc!.call!.from, fc!.call!.to), "self.fc(x)");
    assert.equal(relu!.call, undefined);
    assert.equal(source.slice(relu!.from, relu!.to), "F.relu(self.fc(x))");
  });

  it("of models are in the order of the file, one for each place, by the name that they are assigned to", () => {
    const source = `${TORCH}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.part = nn.Sequential(nn.Linear(1, 1))
    def forward(self, x):
        return self.part(x)

def make(p):
    return nn.Sequential(nn.Dropout(p))

a = make(0.1)
b = make(0.2)
class Trainer:
    def __init__(self):
        self.model = nn.Sequential(nn.Dropout(0.5))
nn.Sequential(nn.Dropout(0.7))
`;
    assert.deepEqual(
      readModels(source).map(({ name, form, layers }) => [name, form, layers[0]?.p]),
      [
        ["Net", "class", undefined],
        ["a", "sequential", 0.1],
        ["self.model", "sequential", 0.5],
        ["Sequential", "sequential", 0.7],
      ],
    );
  });
});
