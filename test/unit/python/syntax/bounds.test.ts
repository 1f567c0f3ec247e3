import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseBounded, workFor } from "../../../../src/python/syntax/bounded";
import { parsePython, parseWithin } from "../../../../src/python/syntax/parse";
import { Statements } from "../../../../src/python/syntax/statements";
import { corpus } from "../models/observed";
import { filled, HOPELESS, WHOLE } from "./texts";

const FOLDER = join(__dirname, "..", "..", "..", "..");

function errorsOf(text: string): number {
  let errors = 0;
  parsePython(text).iterate({ enter: ({ type }) => void (errors += type.isError ? 1 : 0) });
  return errors;
}

describe("Parsing half a megabyte that isn't Python ends early, and what was parsed counts:", function () {
  this.timeout(120_000);

  for (const [what, piece] of Object.entries(HOPELESS)) {
    it(what, () => {
      const text = `m = nn.Dropout(0.1)\n${filled(5e5, piece)}`;
      const { tree, cut } = parseWithin(text);
      assert.ok(cut !== undefined && cut >= 20 && cut < text.length / 4, String(cut));
      assert.equal(tree.length, text.length);
      assert.equal(tree.topNode.firstChild?.name, "AssignStatement");
      assert.ok(tree.topNode.lastChild!.to <= cut + 1);
    });
  }
});

describe("Python is parsed whole, however much of it there is:", function () {
  this.timeout(120_000);

  for (const [what, textOf] of Object.entries(WHOLE)) {
    it(what, () => assert.equal(parseWithin(textOf(2e5)).cut, undefined));
  }

  it("a megabyte each of what takes the most, in 200 MB", () => {
    const script = join(__dirname, "megabytes.ts");
    const options = { cwd: FOLDER, encoding: "utf8" } as const;
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      ["--max-old-space-size=200", "--import", "tsx", script],
      options,
    );
    assert.equal(status, 0, stderr.slice(-500));
    assert.equal(stdout, "5 of 5");
  });
});

describe("The parser's work", () => {
  it("is a step for each token of Python, and many for a mistake", () => {
    const { work } = parseBounded("x = [1, 2]\n".repeat(100));
    assert.ok(work > 500 && work <= 1_100, String(work));
    assert.ok(parseBounded(`${"x = [1, 2]\n".repeat(100)}x = = 1\n`).work > work + 64);
  });

  it("is a quarter of what it may be where every line has a mistake that people make", () => {
    const mistakes = [
      "x = (1, 2",
      "def f(:\n    pass",
      "y = = 2",
      "if x\n    y",
      "class A(nn.Module)\n    x = 1",
      "z = [1, 2))",
    ];
    const files = corpus("pytorch").map(({ text }) => text);
    const text = Array.from(
      { length: 50 },
      (_, index) => files[index % files.length]! + mistakes[index % 6]! + "\n",
    ).join("");
    const { cut } = new Statements(text);
    assert.equal(cut, undefined);
    assert.ok(errorsOf(text) >= 50);
    assert.ok(parseBounded(text).work < workFor(text.length) / 4);
  });

  it("goes on after code that is too much of it, until that comes again and again", () => {
    const bomb = `x = ${"(".repeat(20_000)}\n`;
    const names = (text: string): string[] => {
      const found: string[] = [];
      parsePython(text).iterate({
        enter: ({ name, from, to }) => {
          if (name === "ClassDefinition") found.push(text.slice(from, to).split(":")[0]!);
        },
      });
      return found;
    };
    const text = `class A:\n    pass\n${bomb}class B:\n    pass\n`;
    assert.deepEqual(names(text), ["class A", "class B"]);
    assert.ok(parseWithin(text).cut! < text.indexOf("class B"));
    const many = Array.from({ length: 50 }, (_, index) => `class C${index}:\n    pass\n${bomb}`).join("");
    assert.equal(names(many).length, 8);
  });

  it("ends where it did, whatever edits led there", () => {
    const text = `x = 1\n${"1 1\n".repeat(10_000)}y = 2\n`;
    const statements = new Statements(text);
    const cut = statements.cut!;
    assert.ok(cut > 0 && cut < text.length);
    statements.edit({ from: 6, to: text.length, text: "" });
    assert.equal(statements.cut, undefined);
    statements.edit({ from: 6, to: 6, text: text.slice(6) });
    assert.equal(statements.cut, cut);
    statements.edit({ from: 2, to: 2, text: "   " });
    assert.equal(statements.cut, parseWithin(`x    = 1\n${text.slice(6)}`).cut);
  });
});
