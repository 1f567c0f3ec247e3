import assert from "node:assert/strict";
import { parsePython } from "../../../../src/python/syntax/parse";
import { callOf, itemsIn, itemsOf, textOf, type Source } from "../../../../src/python/syntax/tree";

const sourceOf = (text: string): Source => ({ text, tree: parsePython(text) });

/** The name of the call that a text is. */
function nameOf(text: string): string | undefined {
  const source = sourceOf(text);
  return callOf(source, source.tree.topNode.firstChild!.firstChild!)?.name;
}

describe("A call", () => {
  it("has the last of the names that its function is called by", () => {
    assert.equal(nameOf("Linear(1)"), "Linear");
    assert.equal(nameOf("torch.nn.Linear(1)"), "Linear");
    assert.equal(nameOf("torch . nn .\\\n Linear (1)"), "Linear");
    assert.equal(nameOf("größe.ü(1)"), "ü");
  });

  it("has none where its function is anything else", () => {
    for (const text of [
      "f()()",
      "f().g()",
      "a[0]()",
      "a[0].b()",
      "(a)()",
      "1()",
      "'a'.b()",
      "None()",
      "True.x()",
      "a.·()",
      "f",
    ]) {
      assert.equal(nameOf(text), undefined, text);
    }
  });

  it("has a name however many names are before it", () => assert.equal(nameOf(`${"a.".repeat(200)}b()`), "b"));
});

describe("What a list holds", () => {
  const source = sourceOf(`f(1, *a, b=2, **c, # d\n[3, 4])`);
  const list = source.tree.topNode.firstChild!.firstChild!.lastChild!;

  it("are its values with their names and stars", () => {
    assert.deepEqual(
      itemsOf(source, list).map(({ name, star, value }) => [name, star, textOf(source, value)]),
      [
        [undefined, undefined, "1"],
        [undefined, "*", "a"],
        ["b", undefined, "2"],
        [undefined, "**", "c"],
        [undefined, undefined, "[3, 4]"],
      ],
    );
  });

  it("comes one after the other: who needs two makes no more", () => {
    const items = itemsIn(source, list);
    assert.equal(textOf(source, items.next().value!.value), "1");
    assert.equal(textOf(source, items.next().value!.value), "a");
  });
});
