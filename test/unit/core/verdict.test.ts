import assert from "node:assert/strict";
import type { ActivationSummary, LayerReport, LayerSpec } from "../../../src/formats/index";
import {
  allowsRatio,
  compareMean,
  contradictsPrediction,
  meanRatio,
  rmsRatio,
  sitesUpTo,
  tooFew,
  type Comparison,
} from "../../../src/core/index";
import { layerTable } from "../../../src/figure/index";
import { article, layerOf, reportOf, summaryOf } from "../figure/reports";

const dropout: LayerSpec = { kind: "dropout", p: 0.5 };
const linear: LayerSpec = { kind: "linear", units: 1 };

/** A neuron after a dropout that kept 5,000 of 10,000 values. */
function neuron(reference: Partial<ActivationSummary>, train: Partial<ActivationSummary>) {
  const half = summaryOf([
    [0, 5_000],
    [1, 5_000],
  ]);
  const base = summaryOf([[1, 10_000]]);
  const site = layerOf("Dropout(p=0.5)", "dropout", 1, { eval: base, unscaledTrain: half, train: half });
  const summary = { ...base, ...reference };
  const layer = layerOf("Linear(1, 1)", "linear", 1, { eval: summary, unscaledTrain: summary, train: summary });
  layer.modes.train = { ...layer.modes.train, ...train };
  return reportOf(1, [dropout, linear], [site, layer]);
}

const compared = (reference: Partial<ActivationSummary>, train: Partial<ActivationSummary>): Comparison => {
  const report = neuron(reference, train);
  return compareMean(report, report.layers[1]!, 1, "train");
};
const bothSigns = { exponent: 0, firstBin: -1, counts: [5_000, 5_000] };
const scale = { mean: 10, meanStandardError: 0.1, variance: 1, rootMeanSquare: 10 };

describe("the verdict on a mean", () => {
  it("is equal within four standard errors and 1e-5 of the larger root mean square", () => {
    const at = (mean: number) =>
      compared(scale, { rootMeanSquare: 20, differenceFromEval: { mean, standardError: 0.1 } }).verdict;
    assert.equal(at(0.4001), "equal");
    assert.equal(at(0.4003), "different");
    assert.equal(at(-0.4003), "different");
  });
  it("is a ratio where eval's mean says scale and is beyond four standard errors", () => {
    const measure = compared(scale, { differenceFromEval: { mean: -4, standardError: 0.1 } }).measure;
    assert.deepEqual(measure, { unit: "ratio", value: -0.4 });
  });
  it("is in units of eval's deviation where eval's values have both signs, or its mean is uncertain", () => {
    for (const near of [
      { ...scale, mean: 0.39, variance: 4 },
      { ...scale, mean: 0.9, meanStandardError: 0, variance: 1, histogram: bothSigns },
    ]) {
      const { measure } = compared(near, { differenceFromEval: { mean: 1, standardError: 0 } });
      assert.deepEqual(measure, { unit: "sd", value: 1 / Math.sqrt(near.variance) });
    }
  });
  it("is absolute where eval does not vary around zero", () => {
    const zero = { mean: 0, meanStandardError: 0, variance: 0, rootMeanSquare: 0 };
    assert.deepEqual(compared(zero, { differenceFromEval: { mean: 3, standardError: 1e-3 } }), {
      verdict: "different",
      measure: { unit: "absolute", value: 3 },
    });
  });
  it("is none for one trial, whose standard errors are null", () => {
    const one = compared(
      { ...scale, meanStandardError: null },
      { differenceFromEval: { mean: 0, standardError: null } },
    );
    assert.equal(one.verdict, "oneTrial");
    assert.notEqual(one.measure?.unit, "ratio");
  });
  it("is none where values are not finite", () => {
    const report = neuron(scale, {});
    delete report.layers[1]!.modes.train.differenceFromEval;
    assert.deepEqual(compareMean(report, report.layers[1]!, 1, "train"), { verdict: "nonFinite", measure: null });
  });
});

describe("too few to tell", () => {
  const site = (kept: number, dropped: number, p = 0.5) => {
    const train = summaryOf([
      [0, dropped],
      [2, kept],
    ]);
    const reference = summaryOf([[1, kept + dropped]]);
    const layer = layerOf(`Dropout(p=${p})`, "dropout", 1, { eval: reference, unscaledTrain: train, train });
    return reportOf(1, [{ kind: "dropout", p }], [layer]);
  };
  it("is where a dropout kept or dropped fewer than 25 values", () => {
    assert.equal(tooFew(site(25, 25), 0), null);
    assert.equal(tooFew(site(24, 1_000), 0)?.kept, 24);
    assert.equal(tooFew(site(1_000, 24), 0)?.dropped, 24);
  });
  it("is never for P = 0 and P = 1", () => {
    assert.equal(tooFew(site(1_000, 0, 0), 0), null);
    assert.equal(tooFew(site(0, 1_000, 1), 0), null);
    assert.equal(tooFew(site(1_000, 0, 2 ** -34), 0), null, "P is p rounded to 32 bits");
    assert.notEqual(tooFew(site(1_000, 0, 2 ** -32), 0), null);
  });
  it("counts as dropped only what entered as other than zero", () => {
    const entering = summaryOf([
      [0, 500],
      [1, 500],
    ]);
    const leaving = summaryOf([
      [0, 520],
      [2, 480],
    ]);
    const relu = layerOf("ReLU()", "relu", 1, { eval: entering, unscaledTrain: entering, train: entering });
    const drop = layerOf("Dropout(p=0.5)", "dropout", 1, { eval: entering, unscaledTrain: leaving, train: leaving });
    const report = reportOf(1, [{ kind: "relu" }, dropout], [relu, drop]);
    assert.equal(tooFew(report, 0), null);
    assert.equal(tooFew(report, 1)?.dropped, 20);
  });
  it("ignores a dropout into which nothing but zeros enters", () => {
    const zero = summaryOf([[0, 100]]);
    const dead = layerOf("Dropout(p=0.5)", "dropout", 1, { eval: zero, unscaledTrain: zero, train: zero });
    assert.deepEqual(sitesUpTo(reportOf(1, [dropout], [dead]), 0), []);
  });
  it("holds for every layer after it, and leaves neither equality nor contradiction", () => {
    const report = article(0.999, 10);
    const layer = report.layers[1]!;
    assert.equal(compareMean(report, layer, 1, "train").verdict, "tooFew");
    layer.modes.train.predicted = { mean: 1e9, variance: 1, basis: "spec" };
    assert.equal(contradictsPrediction(report, layer, 1, "train"), false);
  });
});

describe("a prediction", () => {
  const against = (mean: number, meanStandardError: number | null) => {
    const predicted = { mean: 10, variance: 0, basis: "spec" } as const;
    const report = neuron(scale, { mean, meanStandardError, rootMeanSquare: 10, predicted });
    return contradictsPrediction(report, report.layers[1]!, 1, "train");
  };
  it("is contradicted beyond five standard errors and float32 rounding", () => {
    assert.equal(against(10.5, 0.1), false);
    assert.equal(against(10.5002, 0.1), true);
    assert.equal(against(9.4998, 0.1), true);
  });
  it("is not judged by one trial", () => assert.equal(against(99, null), false));
  it("is flagged in the table", () => {
    const predicted = { mean: 10, variance: 0, basis: "spec" } as const;
    const report = neuron(scale, { mean: 12, meanStandardError: 0.1, predicted });
    const row = layerTable(report, 1).rows.find(({ id }) => id === "predictedMean");
    assert.equal(row?.cells.train.flagged, true);
  });
});

describe("ratios to eval", () => {
  const layer = (): LayerReport => structuredClone(article().layers[1]!);
  it("are given for means that are not near zero", () => {
    assert.ok(allowsRatio(article(), layer()));
    assert.ok(Math.abs((meanRatio(article(), layer(), "unscaledTrain") ?? 0) - 0.6) < 1e-3);
    assert.equal(meanRatio(article(), layer(), "eval"), 1);
  });
  it("are gaps where eval is zero or values are not finite", () => {
    const zero = layer();
    zero.modes.eval = summaryOf([[0, 10]]);
    assert.equal(meanRatio(article(), zero, "train"), null);
    assert.equal(rmsRatio(zero, "train"), null);
    const infinite = layer();
    infinite.modes.train.nonFinite = { nan: 0, posInf: 1, negInf: 0 };
    assert.equal(meanRatio(article(), infinite, "train"), null);
    assert.equal(rmsRatio(infinite, "train"), null);
  });
});
