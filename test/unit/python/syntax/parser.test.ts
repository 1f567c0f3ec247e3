import assert from "node:assert/strict";
import type { Tree } from "@lezer/common";
import { parser as original } from "@lezer/python";
import { parsePython } from "../../../../src/python/syntax/parse";
import { parser } from "../../../../src/python/syntax/parser";
import { corpus } from "../models/observed";

function nodesOf(tree: Tree): string[] {
  const nodes: string[] = [];
  tree.iterate({
    enter: ({ name, from, to }) => void nodes.push(`${name} ${from} ${to}`),
    leave: ({ name }) => void nodes.push(name),
  });
  return nodes;
}

const files = [...corpus("pytorch"), ...corpus("keras")];
const ODD = [
  "",
  "x",
  "   x = 1\n  y",
  "if x:\n\ty\n        z\n  # c\n\n# d\nelse:\n  w",
  'f"{a["b"]!r:>{c}} {{ {d=}" \'e\' rf"""\\{x}\n"""\n',
  "match x:\n  case [1, *_]:\n    print >>f, 1\nprint(1)\n",
  "async def f():\n  async with a as b, c: yield\n  return await x\n@d\nclass A(B, c=1): pass\n",
];

describe("The parser that keeps no notes", () => {
  it("gives the trees of the original, also of what is cut off", () => {
    for (const text of [...ODD, ...files.map(({ text }) => text)]) {
      for (const part of [text, text.slice(0, text.length / 2), text.slice(text.length / 3)]) {
        assert.deepEqual(nodesOf(parser.parse(part)), nodesOf(original.parse(part)));
      }
    }
  });

  for (const { name, text } of files) {
    it(`gives the tree of ${name} in chunks as it does at once`, () => {
      for (const end of ["\n", "\r\n", "\r"]) {
        const one = text.replaceAll("\n", end);
        assert.deepEqual(nodesOf(parsePython(one)), nodesOf(original.parse(one)));
      }
    });
  }
});
