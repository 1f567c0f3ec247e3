import assert from "node:assert/strict";
import { caseFile, casesIn } from "./case-files";

const FILE = `# A Dropout is read.

    # at its code
    nn.Dropout(0.1)

==>

Dropout: pytorch
  0: dropout

# Nothing is read of nothing.

==>

no model
`;

describe("A file of cases", () => {
  it("holds titles, sources with their indentation, and what is read of them", () => {
    assert.deepEqual(casesIn("a.txt", FILE), [
      {
        title: "A Dropout is read.",
        line: 1,
        source: "    # at its code\n    nn.Dropout(0.1)",
        expected: "Dropout: pytorch\n  0: dropout",
      },
      { title: "Nothing is read of nothing.", line: 11, source: "", expected: "no model" },
    ]);
  });

  it("is written as it was read, whatever its line ends are", () => {
    assert.equal(caseFile(casesIn("a.txt", FILE)), FILE);
    assert.equal(caseFile(casesIn("a.txt", FILE.replaceAll("\n", "\r\n"))), FILE);
  });

  const wrong: [what: string, text: string, says: string][] = [
    ["a source without a title", "\nnn.Dropout(0.1)\n\n==>\n", 'a.txt:2: a case begins with its title, "# …"'],
    ["a last case without an arrow", `${FILE}\n# Third.\n\nx\n`, 'a.txt:17: a case without "==>"'],
    [
      "a case without an arrow before another",
      FILE.replace("==>\n\n", ""),
      'a.txt:9: a title, and the case of line 1 has no "==>" yet',
    ],
    ["a case with two arrows", `${FILE}\n==>\n`, 'a.txt:17: a second "==>" in the case of line 11'],
    ["a title that is there twice", FILE + FILE, "a.txt:16: the title of the case of line 1"],
  ];
  for (const [what, text, says] of wrong) {
    it(`is refused for ${what}, with the file and the line`, () => {
      assert.throws(() => casesIn("a.txt", text), { message: says });
    });
  }
});
