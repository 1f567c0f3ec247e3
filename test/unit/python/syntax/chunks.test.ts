import assert from "node:assert/strict";
import { endOfChunk } from "../../../../src/python/syntax/chunks";

/** The chunks of a text. */
function chunksOf(text: string): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += chunks.at(-1)!.length) chunks.push(text.slice(at, endOfChunk(text, at)));
  assert.equal(chunks.join(""), text);
  return chunks;
}

/** Each of them is a chunk of its own. */
const splits = (...parts: string[]): void => assert.deepEqual(chunksOf(parts.join("")), parts);

/** Nothing splits a text that a class follows. */
const holds = (text: string): void => splits(text, "class A: pass\n");

describe("Python is split", () => {
  it("before each class and function at the start of a line", () => {
    splits(
      "x = 1\n# c\n\n",
      "class A:\n  def f(self): pass\n\n  # c\n# d\n",
      "def g(): pass\n",
      "async  def h(): pass\nx = 1\n",
    );
  });

  it("with decorators, and what is between them, before what they decorate", () => {
    splits("x\n", "@a\n@b(\n1)\n\n# c\nclass A: pass\n", "@c\ndef f(): pass\n", "def g(): pass\n");
  });

  it("before any statement where a thousand characters are together, and within none", () => {
    const line = "x = 1\n";
    splits(line.repeat(167), line.repeat(3));
    splits(`[\n${"1,\n".repeat(900)}]\n`, line);
    splits(`if x:\n${"  y\n".repeat(300)}# c\nelif z: a\nelse:\n  b\n`, line);
  });

  it("at words, and not at names that begin like them", () => holds("classes = 1\ndefine = 2\ndef_ = 3\nclass𝒳\n"));

  it("at no line inside a bracket or after a backslash, but where a bracket was never closed", () => {
    holds("f(\nx,\n[\n{\n})]\n");
    holds("x = 1 + \\\nclass_\nx = \\\r\nclass_\n");
    splits("x = \\\nclass A: pass\n");
    splits("f(\nx,\n", "import a\n");
    splits("f(\n[\n", "def g(): pass\n");
  });

  it("at no line inside a text, whatever its prefix and its quotes", () => {
    for (const quotes of ['"""', "'''"]) {
      for (const prefix of ["", "r", "b", "Rb", "u", "f", "fR"]) {
        holds(`x = ${prefix}${quotes}\nclass A:\n\\${quotes}\n'"#(\n${quotes}\n`);
      }
    }
    holds("x = '\\\nclass A'\n");
    holds('if x in\'a(\' or y in"b[\\"(": pass\n');
  });

  it("after a line whose text has no end, and not for what a comment holds", () => {
    splits("x = '(\n", "class A: pass\n");
    splits("x = f'(\n", "class A: pass\n");
    holds("# ( ''' [\n");
  });

  it("at no line inside a field of an f-string", () => {
    holds('x = f"{a["b"]}({c!r:>{d}(}" f\'{{(\'\n');
    holds("x = f'''{\ny\n}\nclass A\n{z:(\n}'''\n");
    holds('x = f"\\N{LEFT PARENTHESIS}(" + rf"\\{{x(x)}"\n');
    holds('x = f"{ {1: 2}[1]:{w}}"\n');
    splits('x = f"{a\n', "class A: pass\n");
    splits('x = f"{a:.2f"\n', "class A: pass\n");
    splits('x = f"{a:{b:c"\n', "class A: pass\n");
  });

  it("at lines that end as on any computer", () => {
    for (const end of ["\n", "\r\n", "\r"])
      splits(`f(1,${end}2)${end}# c${end}`, `class A:${end}  x${end}`, `@a${end}class B: pass`);
  });

  it("at a form feed or a blank never", () => splits("x\n\f\n \n\tclass A: pass\n", "class B: pass\n"));
});
