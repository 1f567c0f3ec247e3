import assert from "node:assert/strict";
import { beginsAsJson, holdsNothing, isForeign } from "../../../../src/extension/notebooks/cell-kind";
import { readCell } from "../../../../src/extension/notebooks/cell-text";
import { DEFAULTS } from "../../../../src/formats/index";
import { readExperiments } from "../../../../src/python/index";

const LAYERS = "Dropout(0.4), Linear(100, 1)";
/** Units of a text that nobody reads on purpose; a step for each of them is nothing, and a step for each pair hours. */
const MANY = 1_000_000;

describe("The kind of a cell's text", () => {
  const banners = ["#", "# ", "#\t#", "  #", "# = "];
  for (const sign of banners) {
    it(`is found below a banner of any length: ${JSON.stringify(sign)}`, async () => {
      const banner = sign.repeat(MANY / sign.length);
      const read = (python: string) => Promise.resolve(readExperiments(python, DEFAULTS));
      assert.equal((await readCell(`${sign.repeat(40)}\n${LAYERS}\n${sign.repeat(40)}\n`, read)).kind, "experiment");
      assert.equal(holdsNothing(`${banner}\n`), true);
      assert.equal(holdsNothing(`${banner}\n${LAYERS}\n`), false);
      assert.equal(beginsAsJson(`${banner}\n${LAYERS}\n`), false);
    });
  }

  it("is nothing where there are only comments and white space", () => {
    for (const text of ["", "\n".repeat(MANY), " ".repeat(MANY), "# a\r\n  # b\r\n", "#\n".repeat(MANY / 2)]) {
      assert.equal(holdsNothing(text), true);
    }
    assert.equal(holdsNothing("# a\n b"), false);
  });

  const json: readonly (readonly [string, boolean])[] = [
    ["{", true],
    ["\n  {}", true],
    ["// one\n/* two { */ // three\n\t{", true],
    ["/**/{", true],
    ["// {", false],
    ["/* {", false],
    ["/*/ {", false],
    ["/ {", false],
    ["[{}]", false],
    ["", false],
    ["/".repeat(MANY), false],
    [`${"/*".repeat(MANY)}{`, false],
    [`${"/**/".repeat(MANY / 4)}{`, true],
    [`${"//\n".repeat(MANY / 3)}{`, true],
  ];
  for (const [text, is] of json) {
    it(`${is ? "is JSON" : "isn't JSON"}: ${JSON.stringify(text.slice(0, 30))}`, () => {
      assert.equal(beginsAsJson(text), is);
    });
  }

  it("is foreign where a statement or a command is, or where no class is called", () => {
    for (const text of [
      "x = 1",
      "if a:\n  Linear(3, 4)",
      "  %time Linear(1, 2)",
      "print (Linear(1, 2))",
      "def f(): A()",
    ]) {
      assert.equal(isForeign(text), true, text);
    }
    for (const text of ["Linear(3, 4)", "printed = Linear(3, 4)", "define = Net(1)"]) {
      assert.equal(isForeign(text), false, text);
    }
  });

  it("isn't decided by words in strings and comments", () => {
    assert.equal(
      isForeign('Linear(3, 4) # \n# while\nname = "a\\"\\\nwhile"\nb = """\nwhile\n"""\nc = \'\'\'\nif\'\'\''),
      false,
    );
    assert.equal(isForeign('Linear(3, 4)\nname = "never closed\nwhile True: pass'), true);
    assert.equal(isForeign("x = 'Linear(3, 4)'"), true);
  });

  for (const begin of ['"""', "'''", '"', "'", '"\\', "'\\", "\"'", "#'\n", '""', "\\\"'''"]) {
    it(`is found among quotes that never end: ${JSON.stringify(begin)}`, () => {
      assert.equal(isForeign(begin.repeat(MANY / begin.length)), true);
      assert.equal(isForeign(`Linear(3, 4)\n${begin.repeat(MANY / begin.length)}`), false);
    });
  }

  it("is found in one long line of anything", () => {
    for (const text of ["print ", "A ", "\t", "A.", "print\n", "\r"]) isForeign(text.repeat(MANY));
  });
});
