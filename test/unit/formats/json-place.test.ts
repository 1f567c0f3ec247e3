import assert from "node:assert/strict";
import fc from "fast-check";
import { whyNoJson } from "../../../src/formats/json-place";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("where a text stops being JSON", () => {
  for (const [text, why] of [
    ['{"a": NaN}', '"N" cannot stand at line 1, column 7'],
    ['{\n  "a": 1,\n}', '"}" cannot stand at line 3, column 1'],
    ['{\r\n"a" 1}', '"1" cannot stand at line 2, column 5'],
    ["[1, 2", "it ends too early, at line 1, column 6"],
    ['"ab', "it ends too early, at line 1, column 4"],
    ['["a\\x"]', '"\\\\" cannot stand at line 1, column 4'],
    ["[01]", '"1" cannot stand at line 1, column 3'],
    ["{} {}", '"{" cannot stand at line 1, column 4'],
    ["[1]😀", '"😀" cannot stand at line 1, column 4'],
    ["-", '"-" cannot stand at line 1, column 1'],
  ] as const) {
    it(`is told for ${JSON.stringify(text)}`, () => assert.equal(whyNoJson(text), why));
  }

  it("is nowhere exactly where JSON.parse reads it", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "-0.5e3",
      "01",
      "null",
      "tru",
      " ",
      "\n",
      '"\\u00',
    );
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.array(pieces).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.string({ maxLength: 2 }), (text, at, more) => {
        for (const each of [text, text.slice(0, at % (text.length + 1)) + more + text.slice(at % (text.length + 1))]) {
          assert.equal(whyNoJson(each) === null, isJson(each), each);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("is found however deep a text nests", () => {
    const depth = 1_000_000;
    assert.equal(whyNoJson("[".repeat(depth) + "]".repeat(depth)), null);
    assert.equal(whyNoJson("[".repeat(depth)), `it ends too early, at line 1, column ${depth + 1}`);
  });
});
