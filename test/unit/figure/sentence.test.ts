import assert from "node:assert/strict";
import { runHere } from "../../../src/core/reference/index";
import { parseSpec, type LayerSpec } from "../../../src/formats/index";
import { layerSentence } from "../../../src/figure/index";
import { article, layerOf, normalEntries, reportOf, summaryOf, wide } from "./reports";

const zeroBias = { kind: "constant", value: 0 };
const ones = { kind: "constant", value: 1 };
const explored = (layers: object[], more: object = {}) =>
  runHere(parseSpec({ version: 1, input: { units: 100, distribution: ones }, layers, trials: 2_000, ...more }));
/** With the spaces that a person reads. */
const said = (report: Parameters<typeof layerSentence>[0], layer: number) =>
  layerSentence(report, layer).replaceAll("\u00a0", " ");

describe("the sentence about a layer", () => {
  it("tells the article's finding", () => {
    assert.equal(
      said(article(), 1),
      "Without scaling this neuron receives 60.00 on average in training, 40.00 % less than in evaluation. " +
        "Multiplying the survivors by 1/(1-p) = 1.667 brings it to 100.0, equal within sampling error; " +
        "its spread grows from 4.899 to 8.165.",
    );
  });
  it("says what a dropout passes on", () => {
    assert.match(said(article(), 0), /^Without scaling this dropout passes on 0\.6000 on average/);
  });
  it("claims no equality after a ReLU, and says why", () => {
    const text = said(wide(), 2);
    assert.match(
      text,
      /brings it to 0\.5640, 41\.42 % more than in evaluation: scaling keeps a mean only up to the next nonlinearity, here ReLU;/,
    );
    assert.doesNotMatch(text, /equal/);
  });
  it("compares layers of zero mean by root mean square", () => {
    const text = said(wide(), 1);
    assert.match(text, /Without scaling the RMS in training is 0\.7067, 29\.29 % less than evaluation's 0\.9995/);
    assert.match(text, /brings it to 1\.413, 41\.42 % more/);
  });
  it("tells one factor for several dropouts, or one for each", () => {
    const linear = { kind: "linear", units: 1, weight: ones, bias: zeroBias };
    const same = explored([{ kind: "dropout", p: 0.5 }, { kind: "dropout", p: 0.5 }, linear]);
    assert.match(said(same, 2), /Multiplying the survivors by 1\/\(1-p\) = 2 at each of 2 dropouts brings/);
    const two = explored([{ kind: "dropout", p: 0.2 }, { kind: "dropout", p: 0.5 }, linear]);
    assert.match(said(two, 2), /survivors of each dropout by its 1\/\(1-p\) \(1\.25 and 2\) brings/);
  });
  it("says of values of both signs that their scale is the root mean square, also far from zero", () => {
    const input = { units: 100, distribution: { kind: "normal", mean: 1, std: 1 } };
    const text = said(explored([{ kind: "dropout", p: 0.5 }], { input, trials: 2 }), 0);
    assert.match(text, /^Its values have both signs, so the scale is the root mean square \(RMS\)/);
  });
  it("does not call a mean zero that is only uncertain", () => {
    const input = { units: 30, distribution: { kind: "half_normal", std: 1 } };
    const linear = { kind: "linear", units: 1, weight: ones, bias: zeroBias };
    const text = said(explored([{ kind: "dropout", p: 0.5 }, linear], { input, trials: 2 }), 1);
    assert.match(text, /^Its mean in evaluation, \d+\.\d+, can't be distinguished from zero in this run/);
  });
  it("says that nothing differs before the first dropout", () => {
    const report = explored([{ kind: "relu" }, { kind: "dropout", p: 0.5 }]);
    assert.equal(
      said(report, 0),
      "No dropout comes before this output, so training and evaluation are the same numbers (mean 1.000, sd 0).",
    );
  });
  it("says that p = 0 drops nothing", () => {
    assert.match(said(explored([{ kind: "dropout", p: 0 }]), 0), /^No dropout up to here changes a value, so/);
  });
  it("says that p = 1 leaves nothing, scaled or not", () => {
    const report = explored([
      { kind: "dropout", p: 1 },
      { kind: "linear", units: 1, weight: ones, bias: zeroBias },
    ]);
    assert.equal(
      said(report, 1),
      "With p = 1 everything is dropped: in training this neuron receives 0, with or without scaling; in evaluation 100.0 on average.",
    );
  });
  it("says so of one trial too, which needs no verdict", () => {
    assert.match(said(explored([{ kind: "dropout", p: 1 }], { trials: 1 }), 0), /^With p = 1 everything is dropped/);
  });
  it("says that p = 1 leaves biases", () => {
    const report = explored([
      { kind: "dropout", p: 1 },
      { kind: "linear", units: 1, weight: ones, bias: { kind: "constant", value: 5 } },
    ]);
    assert.match(said(report, 1), /biases: this neuron receives 5\.000 in training, 105\.0 in evaluation/);
    assert.match(said(report, 1), /95\.24 % less than in evaluation\.$/);
  });
  it("gives no verdict where too few were kept, and names the dropout", () => {
    assert.match(said(article(0.999, 10), 1), /^Too few to tell: in this run Dropout\(p=0\.999\) kept only 1 value\./);
    assert.doesNotMatch(said(article(0.999, 10), 1), /equal/);
  });
  it("does not count what is nothing", () => {
    assert.match(
      said(article(1e-9, 10), 1),
      /^Too few to tell: in this run Dropout\(p=1e-9\) dropped no value at all\. On/,
    );
  });
  it("gives no verdict on one trial", () => {
    const text = said(explored([{ kind: "dropout", p: 0.5 }], { trials: 1 }), 0);
    assert.match(text, /^One trial has no sampling error/);
    assert.doesNotMatch(text, /equal/);
  });
  it("says what overflowed", () => {
    const huge: LayerSpec = { kind: "linear", units: 1, weight: { kind: "constant", value: 3e38 } };
    const report = explored([{ kind: "dropout", p: 0.5 }, huge]);
    assert.match(said(report, 1), /In eval 2\u202f000 overflow to infinity, of 2\u202f000 values/);
  });
  it("says that everything is zero", () => {
    const report = explored([{ kind: "dropout", p: 0.5 }], { input: { units: 4, distribution: zeroBias } });
    assert.equal(said(report, 0), "Every value here is exactly zero, in all three modes.");
  });
  it("says where a measured mean contradicts its prediction", () => {
    const report = article();
    report.layers[1]!.modes.train.predicted = { mean: 90, variance: 66, basis: "spec" };
    assert.match(said(report, 1), /The mean measured in train, 100\.0, contradicts the predicted 90\.00/);
  });
  it("does not say less or more of negative means", () => {
    const half = summaryOf([
      [0, 5_000],
      [1, 5_000],
    ]);
    const one = summaryOf([[1, 10_000]]);
    const negative = (mean: number) => summaryOf(normalEntries(mean, 0.1, 10_000));
    const report = reportOf(
      1,
      [
        { kind: "dropout", p: 0.5 },
        { kind: "linear", units: 1 },
      ],
      [
        layerOf("Dropout(p=0.5)", "dropout", 1, { eval: one, unscaledTrain: half, train: half }),
        layerOf("Linear(1, 1)", "linear", 1, { eval: negative(-2), unscaledTrain: negative(-1), train: negative(1) }),
      ],
    );
    assert.match(said(report, 1), /−1\.000 on average in training, 50\.00 % closer to zero than in evaluation/);
    assert.match(said(report, 1), /brings it to 1\.000, of the opposite sign to evaluation's −2\.000/);
  });
});
