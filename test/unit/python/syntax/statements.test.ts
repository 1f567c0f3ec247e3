import assert from "node:assert/strict";
import type { Tree } from "@lezer/common";
import { ModelReader, readModels } from "../../../../src/python/index";
import { parsePython } from "../../../../src/python/syntax/parse";
import { Statements, type Edit } from "../../../../src/python/syntax/statements";
import { assertHeals, EDITS, someEditing } from "../../../fuzz/edits";
import { Random } from "../../../fuzz/inputs/random";
import { corpus } from "../models/observed";
import handed from "./edits.json";

/** The names and places of all nodes. */
function nodesOf(tree: Tree): string[] {
  const nodes: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void nodes.push(`${name} ${from} ${to}`) });
  return nodes;
}

const applied = (text: string, { from, to, text: by }: Edit): string => text.slice(0, from) + by + text.slice(to);

/** After each edit, and after each of them is taken back, all is as a fresh reading gives it. */
function heals(base: string, edits: readonly Edit[]): void {
  const statements = new Statements(base);
  const reader = new ModelReader(base);
  let text = base;
  const make = (edit: Edit): void => {
    text = applied(text, edit);
    statements.edit(edit);
    reader.edit(edit);
    assert.deepEqual(nodesOf(statements.tree()), nodesOf(parsePython(text)));
    assert.deepEqual(reader.models(), readModels(text));
  };
  statements.tree();
  reader.models();
  const undo: Edit[] = [];
  for (const edit of edits) {
    undo.unshift({ from: edit.from, to: edit.from + edit.text.length, text: text.slice(edit.from, edit.to) });
    make(edit);
  }
  undo.forEach(make);
  assert.equal(text, base);
}

/** An edit that puts something before the first place where a text has `before`. */
const insert = (base: string, before: string, text: string): Edit => {
  const from = base.indexOf(before);
  assert.ok(from >= 0, before);
  return { from, to: from, text };
};

/** Two classes and a model, 30 lines. */
const NETS = `import torch
from torch import nn


class First(nn.Module):
    """One."""

    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.1)
        self.fc = nn.Linear(3, 4)

    def forward(self, x):
        return self.fc(self.drop(x))


@final
class Second(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.2)

    def forward(self, x):
        return self.drop(x)


model = nn.Sequential(
    nn.Linear(3, 4),
    nn.Dropout(0.3),
)
`;

describe("What is read of a file that is edited is what a fresh reading gives, and what is taken back leaves nothing:", () => {
  for (const { what, base, edits } of handed) it(what, () => heals(base, edits));

  const kinds: Record<string, [string, string]> = {
    "a bracket that is open": ["        self.drop", "self.x = nn.Sequential(\n"],
    "a bracket that closes nothing": ["class Second", ")\n"],
    "a text of several lines that is open": ["class First", '"""'],
    "a text of one line that is open": ["class First", "x = '\n"],
    "a field of an f-string that is open": ["    def forward", '    x = f"{'],
    "a format of a field that is open": ["    def forward", '    x = f"{x:'],
    "a line at the start of a file that is indented": ["import torch", "    "],
    "a line in a class that is set back": ["    def forward", "x\n"],
    "an else without an if": ["class Second", "else:\n    pass\n"],
    "an else that goes on with a loop of the line before": ["model =", "for x in y:\n    pass\nelse:\n    z\n"],
    "a decorator without a function": ["model =", "@f\n"],
    "a backslash at the end of a line": ["class First", "x = 1 + \\\n"],
    "a form feed": ["class First", "\f\n"],
    "half of a character": ["class Second", 'x = "\ud835"\n'],
    "the end of a line as old computers wrote it": ["class Second", "x = 1\r\r\ny = (\r"],
    "a NUL": ["self.fc =", "\0"],
  };
  for (const [what, [before, text]] of Object.entries(kinds)) {
    it(what, () => {
      heals(NETS, [insert(NETS, before, text)]);
      heals(NETS.replaceAll("\n", "\r\n"), [insert(NETS.replaceAll("\n", "\r\n"), before, text)]);
      const typed = insert(NETS, before, text);
      heals(
        NETS,
        text.split("").map((char, index) => ({ from: typed.from + index, to: typed.from + index, text: char })),
      );
    });
  }

  it("a last line that becomes the rest of an if", () => {
    const base = "if a:\n  b\nels";
    heals(base, [
      { from: base.length, to: base.length, text: "e" },
      { from: base.length + 1, to: base.length + 1, text: ":\n  m = nn.Sequential(nn.Dropout(0.1))" },
    ]);
  });

  it("the first character, the last one, all of it, and nothing", () => {
    const { length } = NETS;
    heals(NETS, [{ from: 0, to: 1, text: "" }]);
    heals(NETS, [{ from: length, to: length, text: "x" }]);
    heals(NETS, [{ from: 0, to: length, text: "x = nn.Dropout(0.1)" }]);
    heals(NETS, [{ from: 0, to: length, text: "" }]);
    heals("", [{ from: 0, to: 0, text: NETS }]);
    heals(NETS, [{ from: 5, to: 5, text: "" }]);
  });

  it("two thousand edits at random of the corpus and of odd texts", function () {
    this.timeout(300_000);
    for (let index = 0; index < 2_000 / EDITS; index++) assertHeals(someEditing(new Random(11, index)));
  });
});

/** Types a text, a character at a time, and has each state parsed; the characters that the parser was given for each. */
function typed(statements: Statements, at: number, text: string): number[] {
  return text.split("").map((char, index) => {
    const before = statements.parsed;
    statements.edit({ from: at + index, to: at + index, text: char });
    statements.tree();
    return statements.parsed - before;
  });
}

describe("Typing in a file of ten thousand lines", () => {
  const nets = corpus("pytorch").map(({ text }) => text);
  const many = Array.from({ length: 25 }, () => nets.join("\n")).join("\n");
  const long = many.split("\n").slice(0, 10_000).join("\n");

  it("parses the class that is typed in and its neighbors again, with brackets open and closed", () => {
    assert.ok(long.split("\n").length >= 10_000);
    const statements = new Statements(long);
    statements.tree();
    assert.equal(statements.parsed, long.length);
    const at = long.indexOf("\n    def __init__", long.length / 2);
    const costs = typed(
      statements,
      at,
      "\n    extra = nn.Sequential(nn.Linear(8, 8), f'{x[0]}')\n\n\nclass New(A):\n    x = {1: [2,",
    );
    assert.ok(Math.max(...costs) < 6_000, `${Math.max(...costs)} characters`);
  });

  it("parses some lines again where each line is a statement", () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `x${index} = nn.Dropout(0.${index})\n`).join("");
    const statements = new Statements(lines);
    statements.tree();
    const costs = typed(statements, lines.indexOf("x5000"), "another_rate = 0.25\n".repeat(5));
    // A chunk that comes to be long enough without its last statement moves where those after it begin.
    assert.ok(costs.filter((cost) => cost > 2_500).length <= 5, costs.join(" "));
  });

  it("parses once where many edits come before the tree is asked for", () => {
    const statements = new Statements(long);
    for (let count = 0; count < 100; count++) statements.edit({ from: count, to: count, text: "#" });
    statements.tree();
    assert.equal(statements.parsed, long.length + 100);
  });
});

describe("A mistake in a file", () => {
  const namesOf = (text: string): string[] => readModels(text).map(({ name }) => name);

  it("leaves the classes after a bracket that is open", () => {
    assert.deepEqual(namesOf(NETS), ["First", "Second", "model"]);
    assert.deepEqual(namesOf(NETS.replace("nn.Dropout(0.1)", "nn.Dropout(0.1")), ["First", "Second", "model"]);
    assert.deepEqual(namesOf(NETS.replace("import torch\n", "import torch\nx = [f(1,\n")), [
      "First",
      "Second",
      "model",
    ]);
  });

  it("leaves the classes after a format that is open", () => {
    assert.deepEqual(namesOf(NETS.replace("import torch\n", 'import torch\nx = f"{a:.2f"\n')), [
      "First",
      "Second",
      "model",
    ]);
  });
});
