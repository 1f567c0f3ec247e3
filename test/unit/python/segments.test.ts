import assert from "node:assert/strict";
import fc from "fast-check";
import { runHere } from "../../../src/core/reference/index";
import {
  LAYER_KINDS,
  LIMITS,
  parseSpec,
  type Distribution,
  type Reason,
  type SourceLayer,
  type SourceModel,
} from "../../../src/formats/index";
import { readModels, segmentsOf, type Answer, type Exploration, type SegmentOptions } from "../../../src/python/index";

import { corpus } from "./models/observed";
import { notKnown } from "./models/reading";

const options = { trials: 500, seed: 3 };
const normal = { kind: "normal", mean: 0, std: 1 } as const;

const layer = (
  kind: string,
  parameters: SourceLayer["parameters"] = {},
  more: Partial<SourceLayer> = {},
): SourceLayer => ({
  name: kind,
  kind,
  from: 0,
  to: 1,
  parameters,
  ...more,
});
const notRun = (name: string): Reason => ({ code: "not_run", name });
const linear = (inputs: number | null, units: number | null, name = "fc"): SourceLayer =>
  layer("linear", { inputs, units, bias: true }, { name });
const dropout = (p: number | null, more: Partial<SourceLayer> = {}): SourceLayer =>
  layer("dropout", {}, { p, active: "train", ...more });
const model = (layers: SourceLayer[], more: Partial<SourceModel> = {}): SourceModel => ({
  name: "Net",
  framework: "pytorch",
  form: "class",
  from: 0,
  to: 10,
  chain: true,
  layers,
  ...more,
});
const explore = (layers: SourceLayer[], more: Partial<SegmentOptions> = {}): Exploration =>
  segmentsOf(model(layers), { ...options, ...more });
const kinds = ({ segments }: Exploration) => segments.map(({ spec }) => spec?.layers.map(({ kind }) => kind));
const asked = ({ segments }: Exploration) =>
  segments.flatMap(({ questions }) => questions.map(({ layer, about }) => `${about} of ${layer}`));

describe("segmentsOf", () => {
  it("runs a chain whole, with trials and seed as given, and says what is assumed", () => {
    const { segments, leftOut } = explore([
      linear(784, 512, "fc1"),
      layer("relu"),
      dropout(0.5),
      linear(512, 10, "fc2"),
    ]);
    assert.deepEqual(segments, [
      {
        title: "fc1 to fc2",
        layers: [0, 1, 2, 3],
        questions: [],
        assumptions: [
          "The input has 784 units, as many as fc1 takes.",
          "Every input unit is normal with mean 0 and standard deviation 1.",
          "Weights are PyTorch's default, uniform between ±1/√fan-in.",
          "Biases are PyTorch's default, uniform between ±1/√fan-in.",
          "Initialization of weights in the code isn't read.",
        ],
        spec: parseSpec({
          version: 1,
          input: { units: 784, distribution: normal },
          layers: [
            { kind: "linear", inputs: 784, units: 512 },
            { kind: "relu" },
            { kind: "dropout", p: 0.5 },
            { kind: "linear", inputs: 512, units: 10 },
          ],
          ...options,
        }),
      },
    ]);
    assert.deepEqual(leftOut, []);
  });

  it("begins again after a normalization, with what that gives: normal(0, 1)", () => {
    const norm = layer("batch_norm1d", { num_features: 64 }, { name: "bn", reasons: [notRun("BatchNorm1d")] });
    const read = explore([linear(20, 64), norm, layer("relu"), dropout(0.2), linear(64, 2, "head")]);
    const [segment] = read.segments;
    assert.deepEqual(segment!.layers, [2, 3, 4]);
    assert.deepEqual(segment!.spec!.input, { units: 64, distribution: normal });
    assert.match(segment!.assumptions[1]!, /^Every input unit is normal .* as bn gives it while untrained\.$/);
    assert.deepEqual(
      read.leftOut.map(({ layer, reasons }) => [layer, reasons]),
      [
        [0, [{ code: "no_own_dropout", layer: "fc" }]],
        [1, [notRun("BatchNorm1d")]],
      ],
    );
  });

  it("asks for a rate that is none, and for a size, by the reason alone", () => {
    const bad = layer(
      "dropout",
      {},
      {
        name: "drop",
        p: null,
        active: "train",
        rate: { text: "1.5", from: 0, to: 3 },
        reasons: [{ code: "no_probability", written: "1.5" }],
      },
    );
    assert.match(
      explore([bad]).segments[0]!.questions[0]!.message,
      /It is written as 1\.5, which isn't a probability\.$/,
    );
    const reasons = [notRun("TransformerEncoderLayer"), notKnown("d")];
    const encoder = layer(
      "transformer_encoder_layer",
      { d_model: null, nhead: 2 },
      { name: "enc", p: 0.1, active: "train", reasons },
    );
    assert.match(
      explore([encoder]).segments[0]!.questions[0]!.message,
      /The source doesn't say \(d isn't known from this file\)\.$/,
    );
  });

  it("says that it takes a bias for given where the source does not say whether there is one", () => {
    const biased = layer("linear", { inputs: 4, units: 2, bias: null }, { name: "fc", reasons: [notKnown("c.bias")] });
    const { assumptions } = explore([dropout(0.5), biased]).segments[0]!;
    assert.ok(assumptions.includes("Whether fc has a bias isn't known: here it has one."));
    assert.ok(
      !explore([dropout(0.5), linear(4, 2)])
        .segments[0]!.assumptions.join()
        .includes("has a bias"),
    );
  });

  it("asks what enters after any other layer that is not run, and takes the answer", () => {
    const layers = [
      layer("conv2d", {}, { name: "conv" }),
      layer("flatten"),
      linear(9216, 128, "fc1"),
      layer("relu"),
      dropout(0.5),
    ];
    const [question] = explore(layers).segments[0]!.questions;
    assert.deepEqual([question!.layer, question!.about], [1, "entering"]);
    assert.equal(question!.message, "What enters flatten? It comes out of conv, which isn't run.");
    const value: Distribution = { kind: "half_normal", std: 1 };
    const [segment] = explore(layers, { answers: [{ layer: 1, about: "entering", value }] }).segments;
    assert.deepEqual(segment!.spec!.input, { units: 9216, distribution: value });
    assert.equal(segment!.assumptions[1], "What enters flatten is as you answered.");
  });

  it("says that dropouts before a segment are left out of what enters it", () => {
    const norm = layer("layer_norm", { normalized_shape: "(8,)" });
    const [first, second] = explore([linear(4, 8), dropout(0.1), norm, dropout(0.3), linear(8, 1, "head")]).segments;
    assert.doesNotMatch(first!.assumptions.join(), /left out/);
    assert.match(
      second!.assumptions.at(-1)!,
      /the same in training and evaluation here: dropouts before it are left out/,
    );
  });

  it("never invents a rate or a size: it asks, and fills the answers in", () => {
    const layers = [
      linear(null, null, "fc1"),
      dropout(null, { name: "drop", reasons: [notKnown("config.p")] }),
      linear(null, 10, "fc2"),
    ];
    const read = explore(layers);
    assert.deepEqual(asked(read), ["entering units of 0", "units of 0", "p of 1"]);
    assert.equal(read.segments[0]!.spec, undefined);
    assert.match(
      read.segments[0]!.questions[2]!.message,
      /^What is p of drop, the probability to drop\? .* \(config\.p isn't known from this file\)/,
    );
    const answers: Answer[] = [
      { layer: 0, about: "entering units", value: 30 },
      { layer: 0, about: "units", value: 20 },
      { layer: 1, about: "p", value: 0.25 },
    ];
    const { spec, questions } = explore(layers, { answers }).segments[0]!;
    assert.deepEqual(questions, []);
    assert.deepEqual(
      [spec!.input.units, ...spec!.layers],
      [30, { kind: "linear", units: 20 }, { kind: "dropout", p: 0.25 }, { kind: "linear", units: 10 }],
    );
  });

  it("asks once for rates that are written as the same name, and says that it took one for the other", () => {
    const rate = { text: "config.dropout", from: 0, to: 1 };
    const layers = [dropout(null, { name: "a", rate }), linear(3, 3), dropout(null, { name: "b", rate })];
    const [question, ...more] = explore(layers).segments[0]!.questions;
    assert.deepEqual([question!.layer, more], [0, []]);
    assert.match(question!.message, /It is written as config\.dropout, which isn't known\./);
    const { spec, assumptions } = explore(layers, { answers: [{ layer: 0, about: "p", value: 0.2 }] }).segments[0]!;
    assert.deepEqual(spec!.layers[2], { kind: "dropout", p: 0.2 });
    assert.ok(assumptions.includes("p of b is 0.2, as you answered for a: both are written as config.dropout."));
  });

  it("concludes how many units a layer has from what the next one takes, and says so", () => {
    const { spec, questions, assumptions } = explore([linear(4, null, "fc1"), dropout(0.5), linear(32, 10, "fc2")])
      .segments[0]!;
    assert.deepEqual([spec!.layers[0], questions], [{ kind: "linear", inputs: 4, units: 32 }, []]);
    assert.ok(assumptions.includes("fc1 has 32 units, as many as fc2 takes."));
  });

  it("says of an answer that does not fit what is wrong", () => {
    const { refusal, spec } = explore([dropout(null), linear(3, 1)], { answers: [{ layer: 0, about: "p", value: 2 }] })
      .segments[0]!;
    assert.equal(spec, undefined);
    assert.match(refusal!, /^dropout: p, the probability to drop, is a number from 0 to 1, but this is 2/);
  });

  it("does not run a forward that isn't a chain, and runs its stretches", () => {
    const layers = [
      linear(8, 8, "a"),
      dropout(0.1),
      layer("add"),
      layer("layer_norm", { normalized_shape: "(8,)" }),
      linear(8, 32, "b"),
      dropout(0.2),
    ];
    const reason: Reason = { code: "combined", operator: "+", line: 9 };
    const branched = model(layers, { chain: false, reason });
    const none = segmentsOf(branched, options);
    assert.deepEqual(none.segments, []);
    assert.deepEqual(none.leftOut[1]!.reasons, [{ code: "input_not_known", layer: "dropout" }, reason]);
    const stretches = [
      { from: 0, to: 2, input: true },
      { from: 2, to: 6 },
    ];
    const read = segmentsOf({ ...branched, stretches }, options);
    assert.deepEqual(
      read.segments.map((segment) => segment.layers),
      [
        [0, 1],
        [4, 5],
      ],
    );
    assert.deepEqual(asked(read), []);
  });

  it("asks what enters a stretch of what was printed, since what is before it is not printed", () => {
    const printed = model([linear(8, 8), dropout(0.1)], {
      chain: false,
      form: "printed",
      stretches: [{ from: 0, to: 2 }],
    });
    assert.deepEqual(asked(segmentsOf(printed, options)), ["entering of 0"]);
  });

  it("takes a few printed lines for a chain, and says so", () => {
    const lines =
      "  (1): ReLU()\n  (2): Dropout(p=0.5, inplace=False)\n  (3): Linear(in_features=512, out_features=10, bias=True)\n";
    const { spec, assumptions } = segmentsOf(readModels(lines)[0]!, options).segments[0]!;
    assert.deepEqual([spec!.input.units, spec!.layers.length], [512, 3]);
    assert.equal(assumptions.at(-1), "The layers run in the order in which they are printed.");
  });

  it("takes an encoder layer's feed-forward part, after a normalization wherever that stands", () => {
    const encoder = layer("transformer_encoder_layer", { d_model: 16, nhead: 2 }, { p: 0.1, active: "train" });
    const [segment] = explore([layer("embedding", { embedding_dim: 16 }), encoder]).segments;
    assert.deepEqual(segment!.layers, [1, 1, 1, 1, 1]);
    assert.deepEqual(segment!.spec!.layers, [
      { kind: "linear", inputs: 16, units: 2048 },
      { kind: "relu" },
      { kind: "dropout", p: 0.1 },
      { kind: "linear", inputs: 2048, units: 16 },
      { kind: "dropout", p: 0.1 },
    ]);
    // Behind it, where norm_first is not set, values have been normalised as well.
    const [, after] = explore([encoder, dropout(0.3), linear(16, 2)]).segments;
    assert.deepEqual([after!.layers, after!.spec!.input], [[1, 2], { units: 16, distribution: normal }]);
    const first = layer(
      "transformer_encoder_layer",
      { ...encoder.parameters, norm_first: true },
      { p: 0.1, active: "train" },
    );
    assert.equal(explore([first, dropout(0.3)]).segments[1]!.questions.length, 1);
    const own = layer("transformer_encoder_layer", { d_model: 16, activation: null }, { p: 0.1 });
    assert.deepEqual(explore([own]).segments, []);
  });

  it("tells sizes above the limits, and runs the rest", () => {
    const read = explore([linear(25_088, 4_096, "fc1"), layer("relu"), dropout(0.5), linear(4_096, 1_000, "fc2")]);
    assert.deepEqual(
      read.segments.map((segment) => segment.layers),
      [[1, 2, 3]],
    );
    assert.deepEqual(read.leftOut[0]!.reasons, [
      { code: "too_many_weights", layer: "fc1", inputs: 25_088, units: 4_096, most: LIMITS.weights },
    ]);
    const wide = explore([dropout(0.1), linear(10, 100_000, "head")]);
    assert.deepEqual(
      wide.segments.map((segment) => segment.layers),
      [[0]],
    );
    assert.deepEqual(wide.leftOut[0]!.reasons, [
      { code: "too_many_units", layer: "head", units: 100_000, most: LIMITS.units },
    ]);
    const long = explore(Array.from({ length: 1_500 }, () => dropout(0.1)));
    assert.deepEqual(
      long.segments.map((segment) => segment.layers.length),
      [1_000, 500],
    );
    const heavy = explore([linear(8_000, 8_000, "a"), dropout(0.1), linear(8_000, 8_000, "b"), dropout(0.1)]);
    assert.deepEqual(
      heavy.segments.map((segment) => segment.layers),
      [
        [0, 1],
        [2, 3],
      ],
    );
  });

  it("begins anew where a width does not follow from the one before: the forward has changed the shape", () => {
    const read = explore([linear(10, 20, "a"), dropout(0.1), linear(320, 5, "b"), dropout(0.1)]);
    assert.deepEqual(
      read.segments.map((segment) => segment.layers),
      [
        [0, 1],
        [2, 3],
      ],
    );
    assert.deepEqual(asked(read), ["entering of 2"]);
  });

  it("runs dropout of channels by one value of each, up to where values of a channel come together", () => {
    const channels = layer("dropout2d", {}, { p: 0.3, active: "train", name: "drop2d" });
    const layers = [layer("conv2d"), layer("relu"), channels, layer("flatten"), linear(90, 5), dropout(0.5)];
    const read = explore(layers);
    assert.deepEqual(
      read.segments.map((segment) => segment.layers),
      [
        [1, 2],
        [3, 4, 5],
      ],
    );
    assert.ok(read.segments[0]!.assumptions.includes("drop2d drops whole channels: of each channel one value is run."));
    assert.match(read.segments[1]!.questions[0]!.message, /comes out of drop2d, whose channels are dropped as a whole/);
    const answers = [{ layer: 1, about: "entering", value: normal }];
    assert.deepEqual(explore(layers, { answers }).segments[0]!.spec!.layers, [
      { kind: "relu" },
      { kind: "dropout", p: 0.3 },
    ]);
  });

  it("shows a model without dropout whole, in which training changes nothing", () => {
    assert.deepEqual(kinds(explore([linear(4, 2), layer("relu")])), [["linear", "relu"]]);
  });

  it("draws Keras's parameters as Keras does", () => {
    const keras = model([layer("linear", { units: 4, bias: true }), dropout(0.5)], {
      framework: "keras",
      input: { from: 0, to: 1, units: 12 },
    });
    const { spec, assumptions } = segmentsOf(keras, options).segments[0]!;
    assert.equal(spec!.input.units, 12);
    assert.deepEqual(spec!.layers[0], {
      kind: "linear",
      units: 4,
      weight: { kind: "xavier_uniform", gain: 1 },
      bias: { kind: "constant", value: 0 },
    });
    assert.match(
      assumptions.join(" "),
      /Weights are Keras's default, Glorot's uniform distribution\. Biases are Keras's default, 0\./,
    );
  });

  it("takes settings for the first segment's input and for all parameters", () => {
    const settings = {
      units: 4,
      input: { kind: "constant", value: 1 } as const,
      weight: { kind: "constant", value: 1 } as const,
      trials: 7,
    };
    const { spec, assumptions } = explore([linear(4, 2), dropout(0.5)], { settings }).segments[0]!;
    assert.deepEqual([spec!.input, spec!.trials, spec!.seed], [{ units: 4, distribution: settings.input }, 7, 3]);
    assert.deepEqual(spec!.layers[0], { kind: "linear", inputs: 4, units: 2, weight: settings.weight });
    assert.deepEqual(assumptions, ["Biases are PyTorch's default, uniform between ±1/√fan-in."]);
  });

  it("takes as many units as the values that a setting gives", () => {
    const input = { kind: "values", values: [1, 2, 3] } as const;
    const { spec } = explore([linear(null, 2), dropout(0.5)], {
      settings: { input: { ...input, values: [...input.values] } },
    }).segments[0]!;
    assert.equal(spec!.input.units, 3);
  });

  it("says of a dropout that also drops in evaluation, and leaves one that never does as it is", () => {
    const always = explore([linear(4, 2), dropout(0.5, { active: "always", name: "F.dropout" })]).segments[0]!;
    assert.match(always.assumptions.at(-1)!, /^F\.dropout drops in evaluation too, which eval here doesn't show/);
    const never = explore([linear(4, 2), dropout(0.5, { active: "never" })]);
    assert.deepEqual(kinds(never), [["linear", "identity"]]);
  });

  it("gives experiments whose figures are the closed forms: after a normalization, √(1/q) times the spread", () => {
    const { spec } = explore([layer("layer_norm", { normalized_shape: "(50,)" }), dropout(0.36)], { trials: 4_000 })
      .segments[0]!;
    const { modes } = runHere({ ...spec!, input: { ...spec!.input, units: 50 } }).layers[0]!;
    // 200 000 values: the variance of a kept value squared is (3/q - 1) / q², so its estimate has this standard error.
    const q = 0.64;
    const error = Math.sqrt((3 / q - 1 / (q * q) + 2 / (q * q)) / (4_000 * 50)) / q;
    assert.ok(Math.abs(modes.train.variance! - 1 / q) < 5 * error);
  });
});

/** A transformer's block with attention and an MLP around which there are residual connections. */
const BLOCK = `
class Block(nn.Module):
    def __init__(self, width=64, p=0.1):
        super().__init__()
        self.ln_1 = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, 4, dropout=p)
        self.ln_2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        h = self.ln_1(x)
        x = x + self.attn(h, h, h)[0]
        return x + self.drop(self.down(F.gelu(self.up(self.ln_2(x)))))
`;
const CNN = `
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 32, 3)
        self.drop1 = nn.Dropout2d(0.25)
        self.fc1 = nn.Linear(9216, 128)
        self.drop2 = nn.Dropout(0.5)
        self.fc2 = nn.Linear(128, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        x = torch.flatten(self.drop1(x), 1)
        x = F.relu(self.fc1(x))
        if x.shape[0] > 1:
            x = self.drop2(x)
        return self.fc2(x)
`;
const IMPORTS = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
const only = (code: string): SourceModel => readModels(IMPORTS + code)[0]!;

describe("The segments of code", () => {
  const titles = (code: string) => segmentsOf(only(code), options).segments.map(({ title }) => title);

  it("are the MLP of a block with residual connections, after its normalization", () => {
    const { segments } = segmentsOf(only(BLOCK), options);
    assert.deepEqual(
      segments.map(({ title }) => title),
      ["up to drop"],
    );
    assert.deepEqual(segments[0]!.spec!.input, { units: 64, distribution: normal });
    assert.match(segments[0]!.assumptions[1]!, /as ln_2 gives it while untrained/);
  });

  it("have the figures of the whole model in PyTorch: the spread after the dropout of a block, in train and eval", () => {
    const { spec, layers } = segmentsOf(only(BLOCK.replace("p=0.1", "p=0.3")), { trials: 100, seed: 1 }).segments[0]!;
    const seeds = Array.from({ length: 8 }, (_, seed) => seed);
    const variances = seeds.map(
      (parameterSeed) => runHere({ ...spec!, parameterSeed }).layers[layers.length - 1]!.modes,
    );
    // torch 2.13.0: Block(p=0.3) after torch.manual_seed(s), its input torch.randn(20, 50, 64), the variance of what drop
    // gives in a hook; mean and standard error over s = 0…39.
    for (const [mode, recorded, recordedError] of [
      ["train", 0.0584, 0.0003],
      ["eval", 0.0408, 0.0003],
    ] as const) {
      const values = variances.map((modes) => modes[mode].variance!);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      const error = Math.hypot(spread / Math.sqrt(values.length), recordedError);
      assert.ok(Math.abs(mean - recorded) < 4 * error, `${mode}: ${mean}, in PyTorch ${recorded}, within ${4 * error}`);
    }
  }).timeout(30_000);

  it("are not led over a condition that the code does not decide", () => {
    const { chain, reason } = only(CNN);
    assert.equal(chain, false);
    assert.deepEqual({ ...reason, line: 0 }, { code: "steps_depend", on: "x.shape[0] > 1", line: 0 });
    assert.deepEqual(titles(CNN), ["drop1", "drop2"]);
    const always = CNN.replace("        if x.shape[0] > 1:\n    ", "");
    assert.deepEqual(titles(always), ["drop1", "torch.flatten to fc2"]);
  });

  it("are those between the branches of Keras's functional models", () => {
    const keras = `import keras
from keras import layers
inputs = keras.Input((8,))
hidden = layers.Dense(8, activation="relu")(inputs)
dropped = layers.Dropout(0.1)(hidden)
joined = layers.Add()([hidden, dropped])
normed = layers.LayerNormalization()(joined)
outputs = layers.Dense(1)(layers.Dropout(0.2)(normed))
model = keras.Model(inputs, outputs)
`;
    const { segments } = segmentsOf(readModels(keras)[0]!, options);
    assert.deepEqual(
      segments.map(({ layers, spec }) => [layers, spec?.input.units]),
      [
        [[0, 1, 2], 8],
        [[5, 6], 8],
      ],
    );
  });

  it("explore at least half of the dropouts of the corpus with numbers, without a question", () => {
    const models = (["pytorch", "keras"] as const).flatMap((framework) =>
      corpus(framework).flatMap(({ text }) => readModels(text)),
    );
    const sites = models.flatMap((one) => {
      const { segments } = segmentsOf(one, options);
      const run = new Set(segments.flatMap(({ spec, layers }) => (spec ? layers : [])));
      return one.layers.flatMap(({ p, active }, index) =>
        p === undefined || active === "never" ? [] : [run.has(index)],
      );
    });
    assert.ok(sites.length > 50);
    assert.ok(sites.filter(Boolean).length >= sites.length / 2, `${sites.filter(Boolean).length} of ${sites.length}`);
  });

  it("suggest after a ReLU's pooling what a ReLU leaves", () => {
    const code = CNN.replace("self.drop1(x)", "x").replace("        if x.shape[0] > 1:\n    ", "");
    const [question] = segmentsOf(only(code), options).segments[0]!.questions;
    assert.deepEqual([question!.about, question!.suggestion], ["entering", { kind: "half_normal", std: 1 }]);
  });
});

describe("Any model at all", () => {
  const size = fc.oneof(fc.constant(null), fc.integer({ min: -1, max: 100_000 }), fc.constantFrom(10, 20));
  const p = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true }));
  const anyLayer: fc.Arbitrary<SourceLayer> = fc.oneof(
    fc.tuple(size, size).map(([inputs, units]) => linear(inputs, units)),
    p.map((rate) => dropout(rate)),
    fc
      .tuple(size, size, p)
      .map(([d_model, dim_feedforward, rate]) =>
        layer("transformer_encoder_layer", { d_model, dim_feedforward }, { p: rate, active: "train" }),
      ),
    fc
      .constantFrom(
        ...LAYER_KINDS.filter((kind) => kind !== "linear" && kind !== "dropout"),
        "conv2d",
        "layer_norm",
        "flatten",
        "add",
      )
      .map((kind) => layer(kind)),
  );
  const anyModel = fc
    .tuple(
      fc.array(anyLayer, { maxLength: 12 }),
      fc.boolean(),
      fc.constantFrom("pytorch" as const, "keras" as const),
      fc.nat(12),
    )
    .map(([layers, chain, framework, at]) =>
      model(layers, {
        chain,
        framework,
        ...(chain
          ? {}
          : {
              stretches: [
                { from: 0, to: Math.min(at, layers.length) },
                { from: at, to: layers.length },
              ].filter(({ from, to }) => from < to),
            }),
      }),
    );

  it("gives experiments that run or say why not, once all is answered; every layer is run or left out with a reason", () => {
    fc.assert(
      fc.property(anyModel, fc.integer({ min: 1, max: 50 }), (one, units) => {
        const first = segmentsOf(one, options);
        const answers = first.segments.flatMap(({ questions }) =>
          questions.map(({ layer, about }): Answer => ({
            layer,
            about,
            value: about === "entering" ? normal : about === "p" ? 0.5 : units,
          })),
        );
        const { segments, leftOut } = segmentsOf(one, { ...options, answers });
        for (const segment of segments) {
          assert.deepEqual(segment.questions, []);
          assert.notEqual(segment.spec === undefined, segment.refusal === undefined);
          if (segment.spec) assert.equal(segment.spec.layers.length, segment.layers.length);
        }
        const seen = [...segments.flatMap(({ layers }) => layers), ...leftOut.map(({ layer }) => layer)];
        assert.deepEqual(
          [...new Set(seen)].sort((a, b) => a - b),
          one.layers.map((_, index) => index),
        );
      }),
      { numRuns: 500 },
    );
  });
});
