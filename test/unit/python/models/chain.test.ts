import assert from "node:assert/strict";
import type { Reason } from "../../../../src/formats/index";
import { moduleOf, onlyModel, steps } from "./reading";

const LAYERS = "self.a = nn.Linear(4, 4)\nself.b = nn.Linear(4, 4)\nself.drop = nn.Dropout(0.2)\nself.act = nn.ReLU()";
const model = (forward: string) => onlyModel(moduleOf(LAYERS, forward));

describe("A forward pass", () => {
  it("is a chain where each layer takes what the one before it gives, in the order of the calls", () => {
    const { chain, layers, unused } = model("x = self.b(x)\nx = self.drop(self.act(x))\nreturn self.a(x)");
    assert.deepEqual([chain, layers.map(({ name }) => name)], [true, ["b", "act", "drop", "a"]]);
    assert.equal(unused, undefined);
  });

  it("may run a dropout or an activation twice: each run is a step", () => {
    const { chain, layers } = model("x = self.drop(self.act(self.a(x)))\nreturn self.drop(self.act(self.b(x)))");
    assert.deepEqual([chain, layers.length], [true, 6]);
  });

  it("leaves apart what it never calls", () => {
    assert.deepEqual(
      model("return self.drop(self.a(x))").unused!.map(({ name }) => name),
      ["b", "act"],
    );
  });

  const broken: [string, string, Reason][] = [
    ["adds two values", "return x + self.drop(self.a(x))", { code: "combined", operator: "+", line: 14 }],
    [
      "adds to a value in place",
      "y = self.a(x)\ny += x\nreturn self.drop(y)",
      { code: "combined", operator: "+", line: 15 },
    ],
    ["branches", "y = self.a(x)\nz = self.b(x)\nreturn self.drop(y)", { code: "earlier_value", name: "b", line: 15 }],
    [
      "joins values",
      "return torch.cat([self.a(x), x], dim=1)",
      { code: "several_values", name: "torch.cat", line: 14 },
    ],
    ["runs weights twice", "return self.a(self.drop(self.a(x)))", { code: "runs_twice", name: "a", line: 14 }],
    ["returns an earlier value", "y = self.a(x)\nz = self.drop(y)\nreturn y", { code: "earlier_output", line: 5 }],
    [
      "depends on a value",
      "x = self.a(x)\nif x.mean() > 0:\n    x = self.b(x)\nreturn x",
      { code: "steps_depend", on: "x.mean() > 0", line: 15 },
    ],
    [
      "repeats for a time that is not known",
      "while x.sum() > 1:\n    x = self.drop(x)\nreturn x",
      { code: "repeats", line: 14 },
    ],
  ];
  for (const [what, forward, reason] of broken) {
    it(`that ${what} is no chain, and its dropouts are listed`, () => {
      const { chain, layers, reason: said } = model(forward);
      assert.equal(chain, false);
      assert.deepEqual(said, reason);
      if (forward.includes("drop")) assert.ok(layers.some(({ p }) => p === 0.2));
    });
  }

  it("is followed through branches that the file decides, defaults, and guards that raise", () => {
    const source = moduleOf(
      "self.norm = None\nself.a = nn.Linear(4, 4)\nself.depth = 2",
      `if x.dim() != 2:
    raise ValueError(x.shape)
if self.norm is not None:
    x = self.norm(x)
if self.depth > 1 and not False:
    x = self.a(x)
else:
    x = F.relu(x)
assert x.shape[1] == 4
return x`,
    );
    assert.deepEqual([onlyModel(source).chain, steps(source)], [true, ["a linear"]]);
  });

  it("is followed through what an object holds: the fields of a batch and of a model's output", () => {
    const source = moduleOf(
      "self.bert = Bert()\nself.drop = nn.Dropout(0.1)\nself.fc = nn.Linear(8, 2)",
      "x = F.dropout(x.features, 0.3)\nout = self.bert(x)\nreturn self.fc(self.drop(out.pooler_output))",
    );
    assert.deepEqual(
      onlyModel(`from bert import Bert\n${source}`).layers.map(({ kind, p }) => [kind, p]),
      [
        ["dropout", 0.3],
        ["bert", undefined],
        ["dropout", 0.1],
        ["linear", undefined],
      ],
    );
    assert.equal(onlyModel(`from bert import Bert\n${source}`).chain, true);
  });

  it("is followed through a list that a star takes apart", () => {
    const source = moduleOf(
      "self.all = nn.ModuleList([nn.Linear(4, 4) for _ in range(3)])",
      "*hidden, last = self.all\nfor fc in hidden:\n    x = F.dropout(fc(x), 0.1, self.training)\nreturn last(x)",
    );
    assert.deepEqual(steps(source), [
      "all.0 linear",
      "F.dropout dropout 0.1",
      "all.1 linear",
      "F.dropout dropout 0.1",
      "all.2 linear",
    ]);
  });

  it("is followed through the pairs of layers that a ModuleList of ModuleLists holds", () => {
    const source = moduleOf(
      "self.blocks = nn.ModuleList([nn.ModuleList([nn.Linear(4, 4), nn.Dropout(0.1)]) for _ in range(2)])",
      "for linear, drop in self.blocks:\n    x = drop(linear(x))\nreturn x",
    );
    assert.deepEqual(steps(source), [
      "blocks.0.0 linear",
      "blocks.0.1 dropout 0.1",
      "blocks.1.0 linear",
      "blocks.1.1 dropout 0.1",
    ]);
    assert.equal(onlyModel(source).chain, true);
  });

  it("makes one row of each sample where it says so, and else changes the shape as a step of its own", () => {
    const kinds = (call: string) =>
      onlyModel(moduleOf("self.a = nn.Linear(4, 4)", `return self.a(${call})`)).layers[0]!.kind;
    for (const call of [
      "x.view(-1, 4)",
      "x.view(x.size(0), -1)",
      "x.reshape((len(x), -1))",
      "torch.flatten(x, 1)",
      "x.flatten(1)",
    ]) {
      assert.equal(kinds(call), "flatten", call);
    }
    // Without start_dim the function flattens the batch, too.
    for (const call of ["x.view(2, 2, -1)", "x.view(-1, 2, 2)", "torch.flatten(x)", "x.flatten(2)", "nn.Flatten(2)(x)"])
      assert.equal(kinds(call), "reshape", call);
    assert.equal(kinds("x.transpose(0, 1)"), "transpose");
  });

  it("of LSTM and its likes gives an output and a state, either of which the next layer may take", () => {
    const layers = "self.rnn = nn.LSTM(4, 3)\nself.drop = nn.Dropout(0.2)\nself.fc = nn.Linear(3, 1)";
    for (const forward of [
      "y, _ = self.rnn(x)\nreturn self.fc(self.drop(y))",
      "_, (h, c) = self.rnn(x)\nreturn self.fc(self.drop(h[-1]))",
      "return self.fc(self.drop(self.rnn(x)[0]))",
    ]) {
      assert.equal(onlyModel(moduleOf(layers, forward)).chain, true, forward);
    }
  });
});
