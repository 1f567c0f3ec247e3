import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { SourceModel } from "../../../../src/formats/index";
import { readModels } from "../../../../src/python/index";
import { corpus } from "./observed";

/** Far above what any text takes, and still soon. */
const SOON_MS = 10_000;
const files = [...corpus("pytorch"), ...corpus("keras")];

/** Reading returns models of the format whose places are in the text, soon. */
function reads(text: string): void {
  const start = performance.now();
  const models = readModels(text);
  const took = performance.now() - start;
  assert.ok(took < SOON_MS, `${took} ms for ${text.slice(0, 200)}`);
  for (const model of models) {
    assert.deepEqual(v.parse(SourceModel, model), model);
    for (const { from, to, rate, call } of [model, ...model.layers, ...(model.unused ?? [])] as SourceModel["layers"]) {
      for (const span of [{ from, to }, rate, call]) {
        if (span) assert.ok(span.from >= 0 && span.from <= span.to && span.to <= text.length);
      }
      if (rate) assert.equal(text.slice(rate.from, rate.to), rate.text);
    }
  }
}

const pieces =
  "( ) [ ] { } , . = : ; # * ** - + / // % @ \\ \n \t ' \" ''' \"\"\" f'{ } None True 0.4 1e999 10**9 -1 é 𝒳 \0 \ud800 " +
  "self. nn. nn.Sequential( Net( Net() super().__init__( class\u0020 def\u0020 for\u0020 in\u0020 if\u0020 else: while\u0020True: lambda: return\u0020 " +
  "import\u0020 range(10**9) self.forward(x) x=x *layers **options [:-1] append( @property yield async match\u0020x:";
const words = pieces.split(" ").map((piece) => piece.replaceAll("\u0020", " "));
const edit = fc.record({ at: fc.nat(20_000), length: fc.nat(30), by: fc.constantFrom("", ...words) });

describe("Any Python, broken in any way, is read without an error, soon, in places that are there:", function () {
  this.timeout(120_000);

  for (const { name, text } of files) {
    it(`${name} cut off at each of its lines, and at every ninth character`, () => {
      for (let at = 0; at < text.length; at++) if (at % 9 === 0 || text[at] === "\n") reads(text.slice(0, at));
    });
  }

  it("files of the corpus with pieces taken out, doubled or replaced", () => {
    const texts = files.map(({ text }) => text);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 5 }), (text, edits) => {
        reads(
          edits.reduce((now, { at, length, by }) => {
            const from = at % now.length;
            return now.slice(0, from) + by + now.slice(from + length);
          }, text),
        );
      }),
      { numRuns: 600, seed: 6 },
    );
  });

  it("words of Python in any order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, "\n    ", " "), { maxLength: 60 }), (soup) =>
        reads(soup.join("")),
      ),
      { numRuns: 600, seed: 6 },
    );
  });

  const net = "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n";
  const forward = "    def forward(self, x):\n";
  const endless: Record<string, string> = {
    "a module that makes itself": `${net}        self.a = Net()\n        self.b = Net()\n${forward}        return self.a(self.b(x))\n`,
    "a forward that calls itself": `${net}        self.d = nn.Dropout(0.1)\n${forward}        return self(self.d(self(x)))\n`,
    "a class that extends itself": "class A(A):\n    def forward(self, x): return x\n",
    "classes that extend each other": `class A(B): pass\nclass B(A): pass\n${net}`,
    "loops in loops": `${net}        for i in range(999):\n            for j in range(999):\n                self.a = nn.Linear(i, j)\n${forward}        return x\n`,
    "a list that doubles": `x = [nn.Linear(1, 1)]\n${"x = x + x\n".repeat(60)}m = nn.Sequential(*x)\n`,
    "a list in itself, twice each time": `x = [nn.Linear(1, 1)]\n${"x = [x, x]\n".repeat(60)}m = nn.Sequential(nn.Conv2d(1, 1, x), f(x))\ny = x == [x, x]\n`,
    "a text that doubles": `x = "ab"\n${"x = x + x\n".repeat(60)}m = nn.Sequential(nn.GELU(x))\n`,
    "brackets nested a hundred thousand deep": `nn.Sequential(${"(".repeat(1e5)}`,
    "sequences nested ten thousand deep": `import torch\n${"nn.Sequential(".repeat(1e4)}${")".repeat(1e4)}`,
    "a sum of fifty thousand terms": `nn.Sequential(nn.Linear(1${"+1".repeat(5e4)}, 1))`,
    "a chain of fifty thousand calls": `nn.Sequential${"()".repeat(5e4)}`,
    "a chain of fifty thousand attributes": `nn.Sequential(nn${".nn".repeat(5e4)})`,
    "ten thousand layers": `nn.Sequential(${"nn.Dropout(0.5),".repeat(1e4)})`,
    "ten thousand elifs": `import torch\nif a: pass\n${"elif a: pass\n".repeat(1e4)}m = nn.Sequential(nn.Dropout(1))`,
    "blocks nested five hundred deep": `import torch\n${Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}if x:\n`).join("")}`,
    "a million new lines": `import torch${"\n".repeat(1e6)}`,
    "a string that never ends": `nn.Sequential("""${"x".repeat(2e5)}`,
  };
  for (const [what, text] of Object.entries(endless)) it(what, () => reads(text));
});
