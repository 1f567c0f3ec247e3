import assert from "node:assert/strict";
import * as fc from "fast-check";
import { plainBlock, plainText } from "../../../../src/extension/ui/plain-text";
import { CELL_LINK, HOSTILE, MORE_HOSTILE, VSCODE_LINK } from "./links";

/** What a reader sees of a text. */
const seen = (text: string): string => text.replaceAll("\u2060", "");
const pieces = [
  "[",
  "]",
  "(",
  ")",
  "command:",
  "https://",
  "file:",
  "a",
  " ",
  "\n",
  "\u2060",
  "\0",
  '"',
  "<a ",
  "href='x'>",
  "</a>",
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(""));

describe("A text that VS Code shows", () => {
  for (const text of MORE_HOSTILE) {
    it(`holds no link, and still says what it says: ${JSON.stringify(text)}`, () => {
      for (const plain of [plainText(text), plainBlock(text)]) assert.doesNotMatch(plain, VSCODE_LINK);
    });
  }

  it("looks as it did", () => {
    assert.equal(seen(plainText(HOSTILE)), HOSTILE);
  });

  it("holds no link whatever it is made of", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 40 }), (text, most) => {
        for (const plain of [plainText(text), plainText(text, most), plainBlock(text)]) {
          assert.doesNotMatch(plain, VSCODE_LINK);
          assert.doesNotMatch(plain, CELL_LINK);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("stays as it is where it is harmless: code, brackets, units, other alphabets", () => {
    const harmless = [
      "nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1))",
      "layers[0](x), names[i] (the last)",
      "10\u202f000 trials, −39.99\u00a0%, “quoted”, 名前, שם, 👩‍🔬",
      "layers[1].p: p is a number from 0 to 1, but this is 1.5",
      "a < b, $5, $(",
      "",
    ];
    for (const text of harmless) assert.equal(plainText(text), text);
    const lines = "Cell In[1], line 2\n\t----> 2 layers[0](x)\n\t        ^^^ $(ls)";
    assert.equal(plainBlock(lines), lines);
  });

  it("is one line without control characters and without what turns its direction", () => {
    assert.equal(plainText("a\r\nb\u2028c\td"), "a b c d");
    assert.equal(plainText("a\u001b[31m\u202eb\u2066c\u0000\u007f"), "a\ufffd[31m\ufffdb\ufffdc\ufffd\ufffd");
    assert.equal(plainBlock("a\u001b[31m\nb"), "a\ufffd[31m\nb");
    assert.equal(plainText("a\ud800"), "a\ufffd");
    // Two names that look the same are not: what has no width is seen.
    assert.equal(plainText("drop\u200bout\ufeff\u00ad\u{e0041}"), "drop\ufffdout\ufffd\ufffd\ufffd");
  });

  it("has an end", () => {
    assert.equal(plainText("a".repeat(1000)).length, 1000);
    const cut = plainText("a".repeat(1_000_000));
    assert.equal(cut.length, 1000);
    assert.ok(cut.endsWith("a…"));
    assert.equal(plainText("👩".repeat(10), 4), "👩…");
    assert.ok(plainBlock("a\n".repeat(1_000_000)).length <= 20_000);
  });

  it("has no icons of VS Code, and no links of HTML", () => {
    assert.equal(plainText("$(trash) $(sync~spin)"), "$\u2060(trash) $\u2060(sync~spin)");
    assert.doesNotMatch(plainBlock('<a href="command:evil">x</a>'), CELL_LINK);
    assert.doesNotMatch(plainBlock('<A\n href="command:evil">x</a>'), CELL_LINK);
  });
});
