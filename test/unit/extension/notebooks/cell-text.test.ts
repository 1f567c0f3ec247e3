import assert from "node:assert/strict";
import { ARTICLE } from "../../../../src/core/index";
import { readCell as readCellBy, type CellError } from "../../../../src/extension/notebooks/cell-text";
import { DEFAULTS } from "../../../../src/formats/index";
import { readExperiments, type TextReading } from "../../../../src/python/index";

/** Reads Python here instead of in a worker. */
const readHere = (python: string) => new Promise<TextReading>((resolve) => resolve(readExperiments(python, DEFAULTS)));
const readCell = (text: string) => readCellBy(text, readHere);

const LAYERS = "nn.Sequential(nn.Dropout(0.4), nn.Linear(100, 1))";

async function errorIn(text: string): Promise<CellError> {
  const reading = await readCell(text);
  return "error" in reading ? reading.error : assert.fail(`"${text}" is read as ${reading.kind}`);
}

/** The text that an error is about. */
const marked = (text: string, { span }: CellError): string | undefined => span && text.slice(span.from, span.to);

describe("A cell of the layers kernel", () => {
  it("holds layers, with their settings in comments", async () => {
    const text = `# input: 100, constant 1\n# weight: constant 1\n# bias: constant 0\n${LAYERS}`;
    assert.deepEqual(await readCell(text), { kind: "experiment", spec: ARTICLE.spec, assumptions: [] });
  });

  it("means the same for everyone: what it leaves out is the formats' default, and is said", async () => {
    const reading = await readCell(LAYERS);
    assert.ok(reading.kind === "experiment");
    assert.deepEqual([reading.spec.trials, reading.spec.seed], [10_000, 0]);
    assert.deepEqual(reading.assumptions, [
      "The input has 100 units, as many as the first linear layer takes.",
      "Every input unit is normal with mean 0 and standard deviation 1.",
      "Weights are PyTorch's default, uniform between ±1/√fan-in.",
      "Biases are PyTorch's default, uniform between ±1/√fan-in.",
    ]);
  });

  it("may hold imports and an assignment, as copied from a program", async () => {
    const reading = await readCell(`import torch\nfrom torch import nn\n\nmodel = ${LAYERS}\n`);
    assert.equal(reading.kind, "experiment");
  });

  it("may hold a spec in JSON, with comments", async () => {
    const text = `// the article\n${JSON.stringify(ARTICLE.spec, undefined, 2)}`;
    assert.deepEqual(await readCell(text), { kind: "experiment", spec: ARTICLE.spec, assumptions: [] });
  });

  for (const text of ["", "  \n\t\n", "# only a remark\n\n  # and another"]) {
    it(`does nothing where there is nothing: ${JSON.stringify(text)}`, async () => {
      assert.deepEqual(await readCell(text), { kind: "nothing" });
    });
  }

  const NET = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 8, 3)
        self.blocks = nn.Sequential(*[nn.Sequential(nn.BatchNorm1d(64), nn.Dropout(0.1), nn.Linear(64, 64)) for _ in range(3)])

    def forward(self, x):
        return self.blocks(self.conv(x).flatten(1))
`;
  const IMPORTS = "import torch.nn as nn\n";

  it("may hold a model as code: the parts of it that can be run, alike ones once", async () => {
    const reading = await readCell(`${IMPORTS}# trials: 50\n${NET}`);
    assert.ok(reading.kind === "model");
    assert.deepEqual(
      reading.segments.map(({ heading, spec }) => [heading, spec.trials, spec.layers.map(({ kind }) => kind)]),
      [
        [
          "Net: blocks.0.1 (dropout) to blocks.0.2 (linear); the same holds for blocks.1.1 (dropout) to blocks.1.2 (linear), blocks.2.1 (dropout) to blocks.2.2 (linear)",
          50,
          ["dropout", "linear"],
        ],
      ],
    );
  });

  it("of a model whose parts ask for something says what, and how it is said in a cell", async () => {
    const text = `${IMPORTS}model = nn.Sequential(nn.Conv2d(1, 8, 3), nn.Dropout(0.5), nn.Linear(8, 2))`;
    const error = await errorIn(text);
    assert.equal(error.name, "NothingToRun");
    assert.match(
      error.message,
      /^1 \(dropout\) to 2 \(linear\) isn't run: What enters .* write what its first part receives, such as # input: 100, normal 0 1/,
    );
    const answered = await readCell(`# input: 8, half_normal 1\n${text}`);
    assert.ok(answered.kind === "model");
    assert.deepEqual(answered.segments[0]!.spec.input, { units: 8, distribution: { kind: "half_normal", std: 1 } });
  });

  const wrong: [text: string, at: string, says: RegExp][] = [
    [
      "nn.Sequential(\n  nn.Dropout(1.4),\n  nn.Linear(100, 1),\n)",
      "1.4",
      /^Line 2: in "nn\.Dropout\(1\.4\)": p.* from 0 to 1/,
    ],
    ["# input: 99\nDropout(0.4), Linear(100, 1)", "100", /expects 100 inputs/],
    ["# wieght: constant 1\nLinear(100, 1)", "wieght", /did you mean weight\?/],
    ["Droput(0.4), Linear(100, 1)", "Droput", /did you mean Dropout\?/],
    ["Dropout(0.4) Linear(100, 1)", "Linear", /comma or a bracket may be missing/],
    ["Dropout(0.4)", "Dropout", /write # input: 100 above the layers/],
    ["nn.Sequential(\r\n  nn.Dropout(2))", "2", /^Line 2/],
    [JSON.stringify(ARTICLE.spec).replace('"p":0.4', '"p":1.5'), "1.5", /^layers\[0\]\.p: /],
    ['{ "version": 1, ]', "]", /Line 1, column 17/],
  ];
  for (const [text, at, says] of wrong) {
    it(`is refused at its place: ${JSON.stringify(text)}`, async () => {
      const error = await errorIn(text);
      assert.equal(marked(text, error), at);
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, /runs layers only/);
    });
  }

  it("that names no layer at a place says how Python code is run, since it may be some", async () => {
    assert.match((await errorIn("opt = torch.optim.SGD(model, lr=0.1)")).message, /SGD[^]*“Select Kernel”/);
    assert.doesNotMatch((await errorIn("Dropout(1.4)")).message, /Select Kernel/);
  });

  const foreign = [
    "import torch",
    "x = torch.randn(3, 4)\nprint(x)",
    "print('nn.Linear(3, 4)')",
    "model",
    "class Net(nn.Module):\n    def __init__(self):\n        self.fc = nn.Linear(3, 4)",
    "for p in (0.1, 0.5):\n    run(nn.Dropout(p))",
    "%pip install torch",
    "!ls",
    "from dropout_probe import probe\nprobe(model, batch)",
  ];
  for (const text of foreign) {
    it(`of Python code says that the kernel runs only layers: ${JSON.stringify(text)}`, async () => {
      const error = await errorIn(text);
      assert.match(error.message, /^This kernel runs only layers.*choose a Python kernel with “Select Kernel”/);
      assert.equal(error.span, undefined);
    });
  }
});
