import assert from "node:assert/strict";
import { expressionsIn, expressionsInPython } from "../../check/expressions";
import { prove } from "../../check/prove";

const sources = (text: string): readonly string[] =>
  expressionsIn("a.ts", text).expressions.map(({ source, flags }) => `/${source}/${flags}`);

describe("The check of regular expressions", () => {
  it("sees every literal, and what is made of constants", () => {
    const text = String.raw`
const DIGITS = String.raw${"`\\d+`"};
const NAME = /[a-z\/]+/giu;
const both = new RegExp(${"`^${DIGITS}x`"}, "m");
const plain = RegExp("a|b");`;
    assert.deepEqual(sources(text), ["/[a-z\\/]+/giu", "/^\\d+x/m", "/a|b/"]);
  });

  it("refuses what is made of a text that only a run knows", () => {
    const { unknown } = expressionsIn("a.ts", "const of = (name: string) =>\n  new RegExp(`\\\\b${name}`);");
    assert.deepEqual(unknown, [{ line: 2, text: "new RegExp(`\\\\b${name}`)" }]);
  });

  it("sees the patterns of Python, and refuses those that aren't written in the call", () => {
    const text = 'x = re.sub(r"a+b", "", y)\nz = re.findall(\n    r"c|d", y\n)\nre.match(pattern, y)';
    const { expressions, unknown } = expressionsInPython(text);
    assert.deepEqual(
      expressions.map(({ source, line }) => [source, line]),
      [
        ["a+b", 1],
        ["c|d", 2],
      ],
    );
    assert.deepEqual(unknown, [{ line: 5, text: "re.match(" }]);
  });

  it("proves what takes linear time", () => {
    assert.equal(prove("^[a-z]+(?:-[a-z]+)*$", ""), null);
  });

  it("says how long others take: a banner's signs, white space before a line's end, an attempt from every digit", () => {
    assert.match(prove(String.raw`^(?:\s|#[^\n]*)*$`, "") ?? "", /exponential/);
    assert.match(prove(String.raw`\s+$`, "") ?? "", /2nd degree/);
    assert.match(prove(String.raw`\d+\)`, "") ?? "", /2nd degree/);
  });
});
