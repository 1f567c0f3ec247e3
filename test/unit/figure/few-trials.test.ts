import assert from "node:assert/strict";
import { allowsRatio, compareMean, contradictsPrediction } from "../../../src/core/index";
import { layerTable } from "../../../src/figure/index";
import type { ActivationSummary, ExploreReport } from "../../../src/formats/index";
import { probe } from "./probe-reports";
import { layerOf, reportOf, summaryOf } from "./reports";

/** 50 units of a few trials, without a dropout of which too little happened: eval 10, train so far from it. */
function runOf(trials: number, standardErrors: number): ExploreReport {
  const base: ActivationSummary = { ...summaryOf([[10, 50 * trials]], trials), meanStandardError: 1 };
  const layer = layerOf("Linear(50, 50)", "linear", 50, { eval: base, unscaledTrain: base, train: base });
  layer.modes.train = {
    ...layer.modes.train,
    differenceFromEval: { mean: standardErrors, standardError: 1 },
    predicted: { mean: 10 - standardErrors, variance: 1, basis: "spec" },
  };
  return reportOf(50, [{ kind: "linear", units: 50 }], [layer], trials);
}
const verdictOf = (trials: number, standardErrors: number): string => {
  const report = runOf(trials, standardErrors);
  return compareMean(report, report.layers[0]!, 0, "train").verdict;
};

/** `scipy.stats.t.isf(scipy.stats.norm.sf(4), n)`, scipy 1.17.1: as rare as four standard errors of many trials. */
const RARE: readonly (readonly [trials: number, standardErrors: number])[] = [
  [2, 10040.0],
  [3, 125.5],
  [5, 17.43],
  [10, 6.992],
  [30, 4.666],
  [100, 4.174],
];

describe("few trials", () => {
  for (const [trials, limit] of RARE) {
    it(`${trials} have a verdict "different" beyond about ${limit} standard errors, never sooner`, () => {
      assert.equal(verdictOf(trials, 4), "equal");
      assert.equal(verdictOf(trials, limit), "fewTrials");
      assert.equal(verdictOf(trials, limit * (trials === 2 ? 20 : trials === 3 ? 2 : 1.15)), "different");
    });
  }

  it("say in the table and the sentence that they are too few to tell", () => {
    const report = runOf(3, 20);
    const row = layerTable(report, 0).rows.find(({ id }) => id === "versusEval");
    assert.equal(row?.cells.train.text, "too few to tell");
    assert.match(row.cells.train.note ?? "", /run more/);
  });

  it("of 1,000 and more the rule is four standard errors", () => {
    assert.equal(verdictOf(10_000, 4), "equal");
    assert.equal(verdictOf(10_000, 4.001), "different");
  });

  it("of a real model whose batches differ in size are all of its passes", () => {
    const verdict = (batches: number, passes: number) => {
      const [layer] = runOf(batches * passes, 5).layers;
      const own = { ...layer!, units: null, role: "output" as const, shape: null };
      const report = probe({ layers: [own], runs: [{ seed: 0, firstBatch: 0, stride: 1, batches, passes }] });
      return compareMean(report, own, 0, "train").verdict;
    };
    assert.equal(verdict(2, 2), "fewTrials");
    assert.equal(verdict(500, 2), "different");
  });

  it("neither contradict a prediction nor allow a ratio by a standard error that is itself uncertain", () => {
    for (const [trials, contradicted] of [
      [2, false],
      [10_000, true],
    ] as const) {
      const report = runOf(trials, 6);
      assert.equal(contradictsPrediction(report, report.layers[0]!, 0, "train"), contradicted);
      assert.equal(allowsRatio(report, report.layers[0]!), contradicted);
    }
  });
});
