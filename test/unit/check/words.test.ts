import assert from "node:assert/strict";
import { linesIn, textsIn } from "../../check/texts";
import { ticsIn } from "../../check/tics";

describe("The check of words", () => {
  for (const text of [
    "One neuron behind it",
    "net.json is no report",
    "These layers are no chain",
    "Mend the file first",
    "The picture is drawn anew",
    "The person is told why",
    "PyTorch's initialisation",
  ]) {
    it(`refuses: ${text}`, () => {
      assert.equal(ticsIn(text).length, 1);
    });
  }

  for (const text of [
    "There is no model in this file",
    "There are no layers",
    "net.py is no longer open",
    "The error is no more than 1 %",
    "Recommended for new projects, with an amendment",
    "The initialization of weights",
  ]) {
    it(`lets good English pass: ${text}`, () => {
      assert.deepEqual(ticsIn(text), []);
    });
  }

  it("reads strings and templates, and neither comments nor the names of modules", () => {
    const source = [
      '// a comment that is told\nimport { orTold } from "./told";',
      'const a = "one";',
      "const b = `two ${f(`three`)} four`;",
      'type Kind = "mend";',
    ].join("\n");
    assert.deepEqual(textsIn("a.ts", source), [
      { line: 3, text: "one" },
      { line: 4, text: "two … four" },
      { line: 4, text: "three" },
    ]);
  });

  it("reads the lines of Markdown without its code, and every line of JSON", () => {
    const text = "Run `told`:\n```\nmend\n```\nafter";
    assert.deepEqual(linesIn("a.md", text), [
      { line: 1, text: "Run …:" },
      { line: 5, text: "after" },
    ]);
    assert.equal(linesIn("a.json", text).length, 5);
  });
});
