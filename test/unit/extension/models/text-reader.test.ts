import assert from "node:assert/strict";
import { createTextReader, editBetween } from "../../../../src/extension/models/text-reader";
import { readModels } from "../../../../src/python/index";

const applied = (before: string, after: string): string => {
  const { from, to, text } = editBetween(before, after);
  return before.slice(0, from) + text + before.slice(to);
};

describe("A text that is read while it changes", () => {
  const pairs = [
    ["", "abc"],
    ["abc", ""],
    ["abc", "abXc"],
    ["aXbXc", "abc"],
    ["aaa", "aa"],
    ["aa", "aaa"],
    ["same", "same"],
    ["one", "two"],
  ] as const;

  it("differs in one stretch, as short as it can be", () => {
    for (const [before, after] of pairs) assert.equal(applied(before, after), after);
    assert.deepEqual(editBetween("p = 0.5\n", "p = 0.25\n"), { from: 6, to: 6, text: "2" });
    assert.deepEqual(editBetween("aaa", "aa"), { from: 2, to: 3, text: "" });
  });

  it("gives after each change what reading it anew gives", async () => {
    const reader = await createTextReader();
    const texts = [
      "from torch import nn\n",
      "from torch import nn\nnet = nn.Sequential(nn.Dropout(0.5))\n",
      "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))\n",
      "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.25",
      "import torch.nn as nn\n\nmlp = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.25))\n",
      "",
    ];
    for (const text of texts) assert.deepEqual(reader.read(text), readModels(text), text);
  });
});
