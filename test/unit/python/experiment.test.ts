import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/presets";
import { NeedsInput, parseExperiment } from "../../../src/python/index";
import { refusal } from "./support";

const defaults = { trials: 10_000, seed: 0 };
const read = (text: string) => parseExperiment(text, defaults);
const LAYERS = "Dropout(0.4), Linear(100, 1)";

describe("parseExperiment", () => {
  it("takes the first linear layer's fan-in, a normal input and PyTorch's parameters, and says so", () => {
    const { spec, assumptions } = parseExperiment(LAYERS, { trials: 500, seed: 3 });
    assert.deepEqual(spec, {
      version: 1,
      input: { units: 100, distribution: { kind: "normal", mean: 0, std: 1 } },
      layers: [
        { kind: "dropout", p: 0.4 },
        { kind: "linear", inputs: 100, units: 1 },
      ],
      trials: 500,
      seed: 3,
      parameterSeed: 0,
    });
    assert.deepEqual(assumptions, [
      "The input has 100 units, as many as the first linear layer takes.",
      "Every input unit is normal with mean 0 and standard deviation 1.",
      "Weights are PyTorch's default, uniform between ±1/√fan-in.",
      "Biases are PyTorch's default, uniform between ±1/√fan-in.",
    ]);
  });

  it("reads the article's experiment from settings on lines of their own", () => {
    const text = `# input: 100, constant 1\n# weight: constant 1\n# bias: constant 0\n# trials: 10000\n# seed: 0\n${LAYERS}`;
    assert.deepEqual(read(text), { spec: ARTICLE.spec, assumptions: [] });
  });

  it("reads settings after the layers, so that one line holds an experiment", () => {
    const { spec, assumptions } = read(`${LAYERS} # input: constant 1 # weight: constant 1 # bias: constant 0`);
    assert.deepEqual(spec, ARTICLE.spec);
    assert.deepEqual(assumptions, ["The input has 100 units, as many as the first linear layer takes."]);
  });

  it("leaves bias=False as it is when there is a bias setting", () => {
    const { layers } = read("# bias: constant 1\nLinear(2, 2, bias=False), Linear(2, 2)").spec;
    assert.deepEqual(layers, [
      { kind: "linear", inputs: 2, units: 2, bias: { kind: "constant", value: 0 } },
      { kind: "linear", inputs: 2, units: 2, bias: { kind: "constant", value: 1 } },
    ]);
  });

  const weights: Record<string, object> = {
    "constant -1.5e-3": { kind: "constant", value: -0.0015 },
    "normal 0 1": { kind: "normal", mean: 0, std: 1 },
    "normal 0, 0.1": { kind: "normal", mean: 0, std: 0.1 },
    "uniform -1 1": { kind: "uniform", low: -1, high: 1 },
    "half_normal 1": { kind: "half_normal", std: 1 },
    "values 1 2": { kind: "values", values: [1, 2] },
    kaiming_normal: { kind: "kaiming_normal", gain: Math.SQRT2 },
    "kaiming_uniform 1.414": { kind: "kaiming_uniform", gain: 1.414 },
    xavier_uniform: { kind: "xavier_uniform", gain: 1 },
    "xavier_normal 2": { kind: "xavier_normal", gain: 2 },
  };
  for (const [text, weight] of Object.entries(weights)) {
    it(`reads "# weight: ${text}"`, () => {
      assert.deepEqual(read(`# weight: ${text}\nLinear(2, 1)`).spec.layers, [
        { kind: "linear", inputs: 2, units: 1, weight },
      ]);
    });
  }

  it("reads names in any case, and parameterSeed in Python's spelling", () => {
    const { spec } = read("# Trials: 1_000\n# parameter_seed: 4\n#seed:5\nLinear(2, 1)");
    assert.deepEqual([spec.trials, spec.parameterSeed, spec.seed], [1000, 4, 5]);
  });

  it("takes the units from the values of the input where no layer says them", () => {
    assert.deepEqual(read("# input: values 1 2 3\nReLU()").spec.input, {
      units: 3,
      distribution: { kind: "values", values: [1, 2, 3] },
    });
  });

  it("ignores comments that aren't settings, and comment marks in strings", () => {
    const text = `# TODO: later\n# need: x\n# see https://example.org/#input\n# a note, input and weight\nGELU('none')  # see #12\nLinear(100, 1)`;
    assert.equal(read(text).spec.layers.length, 2);
  });

  it("asks for the units where nothing says them, and takes the answer", () => {
    const text = "Dropout(0.4), LazyLinear(1)";
    assert.ok(refusal(() => read(text)) instanceof NeedsInput);
    assert.ok(refusal(() => read("ReLU()")) instanceof NeedsInput);
    const { spec, assumptions } = parseExperiment(text, { ...defaults, units: 100 });
    assert.equal(spec.input.units, 100);
    assert.equal(assumptions[0], "The input has 100 units, as you answered.");
  });

  it("refuses what is wrong before it asks for the units", () => {
    assert.equal(refusal(() => read("Dropout(2), LazyLinear(1)")) instanceof NeedsInput, false);
  });

  it("reads settings with remarks after them", () => {
    const settings = `# Settings are comments; each is a name, a colon and a value.
# input: 100, constant 1    # units and distribution; either alone will do
# weight: kaiming_normal    # of every linear layer
# bias: constant 0          # of every linear layer without bias=False
# trials: 10000
# seed: 0                   # of inputs and masks
# parameterSeed: 0          # of weights and biases
`;
    const he = { kind: "kaiming_normal", gain: Math.SQRT2 } as const;
    const [dropout, linear] = ARTICLE.spec.layers;
    assert.deepEqual(read(`${settings}${LAYERS}`).spec, {
      ...ARTICLE.spec,
      layers: [dropout, { ...linear, weight: he }],
    });
  });
});

describe("parseExperiment refuses, at its place,", () => {
  const refused: [setting: string, at: string, says: RegExp][] = [
    ["# wieght: constant 1", "wieght", /did you mean weight\?/],
    ["# inputs: 100", "inputs", /did you mean input\?/],
    ["# input: 99", "100, 1)", /expects 100 inputs, but the input gives 99: write 99/],
    ["# input: norml 0 1", "norml", /did you mean normal\? The kinds are constant, normal/],
    ["# input: kaiming_normal", "kaiming", /: the kinds are constant, normal, uniform, half_normal, values$/],
    ["# input: 100, normal 0", "\n", /: the std of normal is a number/],
    ["# input: 100, normal 0 -1", "input: 100", /0 or more/],
    ["# input: 100 units", "units", /: the kinds are/],
    ["# input: 0, constant 1", "input: 0", /input units is a whole number from 1/],
    ["# input: values 1 2", "input: values", /2 values, but an input of 100 units takes 100/],
    ["# input: uniform 1 0", "input: uniform", /swap them/],
    ["# input:", "\n", /: the kinds are/],
    ["# weight: constant one", "one", /: the value of constant is a number/],
    ["# weight: constant 1e39", "weight: constant", /finite as float32/],
    ["# weight: values 1 2", "weight: values", /takes 100/],
    ["# bias: xavier_normal", "xavier", /: the kinds are constant/],
    ["# trials: 0", "trials: 0", /whole number from 1 to 1 000 000 000, but this is 0/],
    ["# trials: 1e12", "trials: 1e12", /to 1 000 000 000/],
    ["# trials: 10 000", "000", /nothing more belongs to this setting/],
    ["# seed: -1", "seed: -1", /from 0 to/],
    ["# seed: 0.5", "seed: 0.5", /whole number/],
    ["# seed: 1\n# seed: 2", "2\n", /seed is set a second time/],
  ];
  it("a bias setting that does not fit, also where the layer says bias=True", () => {
    const error = refusal(() => read("Linear(100, 1, bias=True) # bias: values 1 2"));
    assert.equal(error.offset, "Linear(100, 1, bias=True) # ".length);
  });

  for (const [setting, at, says] of refused) {
    it(JSON.stringify(setting), () => {
      const text = `${setting}\n${LAYERS}`;
      const error = refusal(() => read(text));
      assert.match(error.message.replaceAll("\u202f", " "), says);
      assert.equal(text.slice(error.offset, error.offset + at.length), at);
    });
  }
});
