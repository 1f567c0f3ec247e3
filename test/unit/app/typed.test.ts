import assert from "node:assert/strict";
import { listOf, numberOf, textOf } from "../../../src/app/typed";

describe("what a person types", () => {
  it("is a number in any of the ways to write it", () => {
    for (const [text, value] of [
      ["0.40", 0.4],
      [" .5 ", 0.5],
      ["1e-3", 0.001],
      ["10 000", 10_000],
      ["10\u2009000", 10_000],
      ["\u22122", -2],
    ] as const) {
      assert.equal(numberOf(text), value, text);
    }
  });

  it("stays the text that it is where it isn't a number", () => {
    for (const text of ["", " ", "abc", "0,4", "--1"]) assert.equal(numberOf(text), text);
  });

  it("may be a list", () => {
    assert.deepEqual(listOf("[1, 2.5; -3]"), [1, 2.5, -3]);
    assert.deepEqual(listOf("1, x"), [1, "x"]);
    assert.equal(textOf([1, 2.5]), "1, 2.5");
  });
});
