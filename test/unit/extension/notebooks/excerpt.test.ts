import assert from "node:assert/strict";
import { excerpt } from "../../../../src/extension/notebooks/excerpt";

const spanOf = (text: string, part: string) => ({ from: text.indexOf(part), to: text.indexOf(part) + part.length });

describe("The excerpt of a cell in an error", () => {
  it("shows the line with carets below the place, and two lines around it", () => {
    const text = "import torch\n# input: 4\nnn.Sequential(\n  nn.Dropout(1.4),\n  nn.Linear(4, 1),\n)\n# end";
    assert.deepEqual(excerpt(text, spanOf(text, "1.4"), 3).split("\n"), [
      "Cell In[3], line 4",
      "      2 # input: 4",
      "      3 nn.Sequential(",
      "----> 4   nn.Dropout(1.4),",
      "                     ^^^",
      "      5   nn.Linear(4, 1),",
      "      6 )",
    ]);
  });

  it("counts lines as editors do, whatever ends them", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ["Linear(4, 1),", "Dropout(2)"].join(end);
      assert.match(excerpt(text, spanOf(text, "2)"), 1), /^Cell In\[1\], line 2\n[^]*> 2 Dropout\(2\)\n {16}\^\^$/);
    }
  });

  it("keeps tabs before the carets, and aligns numbers of lines", () => {
    const lines = [...Array.from({ length: 9 }, (_, i) => `# ${i}`), "\tDropout(2)"];
    const text = lines.join("\n");
    const shown = excerpt(text, spanOf(text, "2)"), 1).split("\n");
    assert.deepEqual(shown.slice(1), [
      "       8 # 7",
      "       9 # 8",
      "----> 10 \tDropout(2)",
      "         \t        ^^",
    ]);
  });

  it("marks the end of a text, and no more than one line", () => {
    assert.match(excerpt("Dropout(", { from: 8, to: 8 }, 1), /1 Dropout\(\n {16}\^$/);
    assert.match(excerpt("{\n}", { from: 0, to: 3 }, 1), /1 \{\n {8}\^\n/);
    assert.match(excerpt("", { from: 0, to: 0 }, 1), /line 1/);
  });
});
