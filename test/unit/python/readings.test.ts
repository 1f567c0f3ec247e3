import assert from "node:assert/strict";
import fc from "fast-check";
import { NotationError, NothingToRun, parseExperiment, readExperiments, segmentsOf } from "../../../src/python/index";
import recorded from "./printed-models.json";
import { refusal } from "./support";

const defaults = { trials: 100, seed: 0 };
const read = (text: string) => readExperiments(text, defaults);
/** The models of a text, each with the titles of its segments. */
function titles(text: string): [model: string, titles: string[]][] {
  const reading = read(text);
  assert.ok(reading.kind === "models");
  return reading.models.map(({ model, segments }) => [model.name, segments.map(({ title }) => title)]);
}

const NET = `import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, p=0.3):
        super().__init__()
        self.fc1 = nn.Linear(20, 50)
        self.drop = nn.Dropout(p)
        self.fc2 = nn.Linear(50, 2)

    def forward(self, x):
        # input: a batch of rows
        return self.fc2(self.drop(F.relu(self.fc1(x))))
`;

describe("readExperiments", () => {
  it("reads notation as it always was, settings included", () => {
    for (const text of ["Dropout(0.4), Linear(100, 1)", "# trials: 5\nmodel = nn.Sequential(nn.Linear(3, 1))"]) {
      assert.deepEqual(read(text), { kind: "notation", experiment: parseExperiment(text, defaults) });
    }
  });

  it("reads a class by its forward", () => {
    const reading = read(NET);
    assert.ok(reading.kind === "models");
    const [{ segments }] = reading.models;
    assert.deepEqual(segments[0]!.spec!.layers, [
      { kind: "linear", inputs: 20, units: 50 },
      { kind: "relu" },
      { kind: "dropout", p: 0.3 },
      { kind: "linear", inputs: 50, units: 2 },
    ]);
  });

  it("takes settings beside a model, and no comment in it for one", () => {
    const reading = read(`# trials: 7\n# input: constant 1\n# inputs: rows\n${NET}`);
    assert.ok(reading.kind === "models");
    const { spec } = reading.models[0].segments[0]!;
    assert.deepEqual([spec!.trials, spec!.input], [7, { units: 20, distribution: { kind: "constant", value: 1 } }]);
  });

  it("reads what print(model) shows", () => {
    const { printed } = recorded.models.find(({ call }) => call === "chain()")!;
    assert.deepEqual(titles(`>>> print(net)\n${printed}`), [["Sequential", ["0 (linear) to 3 (linear)"]]]);
  });

  it("reads Keras", () => {
    const text = `model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dropout(0.5), keras.layers.Dense(1)])`;
    const reading = read(`import keras\n${text}`);
    assert.ok(reading.kind === "models");
    assert.deepEqual(
      reading.models[0].segments[0]!.spec!.layers.map(({ kind }) => kind),
      ["linear", "relu", "dropout", "linear"],
    );
  });

  it("splits a Sequential around a layer that notation refuses, and asks for what is between", () => {
    const text = "nn.Sequential(nn.Conv2d(1, 8, 3), nn.Flatten(), nn.Linear(5408, 10), nn.Dropout(0.5))";
    const reading = read(text);
    assert.ok(reading.kind === "models");
    const [{ model, segments }] = reading.models;
    assert.deepEqual(
      segments[0]!.questions.map(({ about }) => about),
      ["entering"],
    );
    const answers = [
      { layer: segments[0]!.questions[0]!.layer, about: "entering", value: { kind: "half_normal", std: 1 } as const },
    ];
    assert.equal(segmentsOf(model, { ...defaults, answers }).segments[0]!.spec!.input.units, 5408);
  });

  it("asks for a number that a Sequential takes from elsewhere", () => {
    const reading = read("nn.Sequential(nn.Linear(10, width), nn.Dropout(args.p))");
    assert.ok(reading.kind === "models");
    assert.deepEqual(
      reading.models[0].segments[0]!.questions.map(({ about }) => about),
      ["units", "p"],
    );
  });

  const mistakes: [text: string, says: RegExp][] = [
    ["nn.Sequential(nn.Linear(3, 2), nn.Dropuot(0.4))", /did you mean Dropout\?/],
    ["nn.Sequential(nn.Dropout(1.4))", /from 0 to 1/],
    ["nn.Sequential(nn.Linear(3, 2, True, None))", /one argument too many/],
    ["nn.Sequential(nn.Dropout(0.4)", /a bracket isn't closed/],
    ["# wieght: constant 1\nnn.Sequential(nn.Linear(3, 2))", /did you mean weight\?/],
    ["Conv2d(3, 8, 3), Dropout(0.4)", /Conv2d can't be explored/],
    ["x = torch.randn(3)", /there is no layer|a layer is expected/],
    ["", /no layers here/],
  ];
  for (const [text, says] of mistakes) {
    it(`says of a mistake what it always said: ${JSON.stringify(text)}`, () => {
      assert.match(refusal(() => read(text)).message, says);
      assert.equal(refusal(() => read(text)).offset, refusal(() => parseExperiment(text, defaults)).offset);
    });
  }

  it("says why nothing of a model can be run", () => {
    const text = NET.replace("nn.Dropout(p)", "nn.AlphaDropout(p)");
    const error = refusal(() => read(text));
    assert.ok(error instanceof NothingToRun, error.message);
    assert.match(error.message, /^No part of Net with a dropout can be run: AlphaDropout is listed, not run$/);
    assert.equal(text.slice(error.offset).startsWith("class Net"), true);
  });

  it("reads any text, or refuses it with a place in it", () => {
    const texts = [NET, ...recorded.models.map(({ printed }) => printed.slice(0, 600))];
    const edited = fc
      .constantFrom(...texts)
      .chain((text) =>
        fc
          .array(
            fc.tuple(
              fc.nat(text.length),
              fc.nat(20),
              fc.constantFrom("", "(", ")", "\n", "=", "'", "# input: ", "p", ","),
            ),
            { minLength: 1, maxLength: 5 },
          )
          .map((edits) =>
            edits.reduce((now, [at, length, by]) => now.slice(0, at) + by + now.slice(at + length), text),
          ),
      );
    fc.assert(
      fc.property(edited, (text) => {
        try {
          read(text);
        } catch (error) {
          assert.ok(error instanceof NotationError, String(error));
          assert.ok(error.offset >= 0 && error.offset <= text.length);
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);
});
