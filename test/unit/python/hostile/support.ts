/** The first line of most files. */
export const TORCH = "import torch.nn as nn\n";
export const KERAS = "import keras\nfrom keras import layers\n";

/** What `one` gives for 0 to `times` - 1, after one another. */
export const repeated = (times: number, one: (index: number) => string): string =>
  Array.from({ length: times }, (_, index) => one(index)).join("");

const indented = (lines: string): string =>
  lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => `        ${line}\n`)
    .join("");

/** A class of PyTorch with the statements of its `__init__` and of its forward. */
export const module = (init: string, forward = "return self.n(x)", name = "A"): string =>
  `class ${name}(nn.Module):\n    def __init__(self):\n        super().__init__()\n${indented(init)}` +
  `    def forward(self, x):\n${indented(forward)}`;
