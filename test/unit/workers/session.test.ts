import assert from "node:assert/strict";
import { readModels } from "../../../src/python/index";
import { movedModel } from "../../../src/workers/reading/moves";
import type { ReadModel } from "../../../src/workers/reading/protocol";
import { editBetween, Session, type Changes } from "../../../src/workers/reading/session";

const applied = (before: string, after: string): string => {
  const { from, to, text } = editBetween(before, after);
  return before.slice(0, from) + text + before.slice(to);
};

/** A host's side of a session: it keeps the models that were told of. */
class Host {
  models: readonly ReadModel[] = [];
  /** How many models the last answer brought. */
  told = 0;
  readonly #session = new Session();

  read(text: string): readonly ReadModel[] {
    const { change, models }: Changes = this.#session.read(text);
    this.told = models.filter((model) => typeof model !== "number").length;
    this.models = models.map((model) => (typeof model === "number" ? movedModel(this.models[model]!, change) : model));
    return this.models;
  }
}

const bare = (models: readonly ReadModel[]) =>
  models.map((model) => Object.fromEntries(Object.entries(model).filter(([key]) => key !== "said")));
const net = (name: string, rate: number | string): string =>
  `\n# the model\nclass ${name}(nn.Module):\n    def __init__(self):\n        self.fc = nn.Linear(4, 2)\n        self.drop = nn.Dropout(${rate})\n\n    def forward(self, x):\n        return self.drop(self.fc(x))\n`;
const IMPORTS = "from torch import nn\n";

describe("A text that is read while it changes", () => {
  const pairs = [
    ["", "abc"],
    ["abc", ""],
    ["abc", "abXc"],
    ["aXbXc", "abc"],
    ["aaa", "aa"],
    ["aa", "aaa"],
    ["same", "same"],
    ["one", "two"],
  ] as const;

  it("differs in one stretch, as short as it can be", () => {
    for (const [before, after] of pairs) assert.equal(applied(before, after), after);
    assert.deepEqual(editBetween("p = 0.5\n", "p = 0.25\n"), { from: 6, to: 6, text: "2" });
    assert.deepEqual(editBetween("aaa", "aa"), { from: 2, to: 3, text: "" });
  });

  it("gives after each change what reading it afresh gives", () => {
    const host = new Host();
    const texts = [
      "from torch import nn\n",
      "from torch import nn\nnet = nn.Sequential(nn.Dropout(0.5))\n",
      "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))\n",
      "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.25",
      "import torch.nn as nn\n\nmlp = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.25))\n",
      "",
    ];
    for (const text of texts) assert.deepEqual(bare(host.read(text)), readModels(text), text);
  });

  const [a, b, c] = [net("A", 0.1), net("B", 0.2), net("C", 0.3)];
  const changes: readonly (readonly [string, string, told: number])[] = [
    ["a line above all of them", `# new\n${IMPORTS}${a}${b}${c}`, 0],
    ["a line between two", `${IMPORTS}${a}\nx = 1\n${b}${c}`, 0],
    ["a rate in one", `${IMPORTS}${a}${net("B", 0.25)}${c}`, 1],
    ["another model", `${IMPORTS}${a}${net("D", 0.5)}${b}${c}`, 1],
    ["one model less", `${IMPORTS}${a}${c}`, 0],
    ["the order", `${IMPORTS}${c}${a}${b}`, 3],
    ["nothing", `${IMPORTS}${a}${b}${c}`, 0],
  ];
  for (const [what, text, most] of changes) {
    it(`tells of the models that changed and no others: ${what}`, () => {
      const host = new Host();
      host.read(`${IMPORTS}${a}${b}${c}`);
      assert.equal(host.told, 3);
      assert.deepEqual(bare(host.read(text)), readModels(text));
      assert.ok(host.told <= most, `${host.told} were told of`);
    });
  }

  it("tells again of a model whose rate stands above it, beyond the change, only where that is another", () => {
    const host = new Host();
    const text = `${IMPORTS}P = 0.1\n# between\n${net("A", "P")}`;
    host.read(text);
    const longer = text.replace("between", "between the two");
    assert.deepEqual(bare(host.read(longer)), readModels(longer));
    assert.equal(host.told, 0);
    const other = longer.replace("0.1", "0.4");
    assert.deepEqual(bare(host.read(other)), readModels(other));
    assert.equal(host.told, 1);
  });

  it("says what is shown of a model, and the same object of it while it only moves", () => {
    const host = new Host();
    const [before] = host.read(`${IMPORTS}${a}`);
    assert.deepEqual(before!.said.code, ["nn.Linear(4, 2)", "nn.Dropout(0.1)"]);
    const [after] = host.read(`\n\n${IMPORTS}${a}`);
    assert.equal(after!.said, before!.said);
    assert.equal(after!.from, before!.from + 2);
  });
});
