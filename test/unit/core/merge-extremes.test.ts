import assert from "node:assert/strict";
import fc from "fast-check";
import { compactReport, mergeReports } from "../../../src/core/index";
import { MergeError } from "../../../src/core/merge";
import { parseReport, type ExploreReport } from "../../../src/formats/index";
import { accepted, changedReports, exploreReports } from "../figure/arbitrary-report";
import { bytesOf, constant, dropout, linear, normal, run, specOf } from "./support";

/** The same report with another seed, so that the two can be merged. */
const seeded = (report: ExploreReport, seed: number): ExploreReport => ({
  ...report,
  runs: report.runs.map((each) => ({ ...each, seed })),
});

/** Two reports of one experiment, by extreme numbers of their own. */
const pairs = changedReports(exploreReports).chain((a) =>
  fc
    .tuple(
      fc.constant(seeded(a, 0)),
      changedReports(exploreReports.filter(({ layers }) => layers.length >= a.layers.length)).map((b) => {
        const layers = a.layers.map((layer, i) => ({ ...layer, modes: b.layers[i]!.modes }));
        return { ...a, runs: [{ ...b.runs[0]!, seed: 1 }], layers };
      }),
    )
    .filter(([, b]) => accepted(b) !== null),
);

/** A merge that commutes and is read again, or the reason why there is none. */
function assertMerged(a: ExploreReport, b: ExploreReport): void {
  const one = merged(a, b);
  assert.equal(one, merged(b, a));
  if (one !== null) assert.equal(bytesOf(parseReport(JSON.parse(one)) as ExploreReport), one);
}

function merged(a: ExploreReport, b: ExploreReport): string | null {
  try {
    return bytesOf(mergeReports(a, b));
  } catch (error) {
    assert.ok(error instanceof MergeError && /more than 2\^53 values/.test(error.message));
    return null;
  }
}

describe("a merge of two reports", () => {
  it("is a report that is read again, whatever their numbers, and commutes byte for byte", function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(pairs, ([a, b]) => assertMerged(a, b)),
      { numRuns: 400 },
    );
  });

  it("is one of experiments at the ends of float32", () => {
    for (const std of [1e-40, 1e30, 1e38, 3e38]) {
      const layers = [dropout(0.999), linear(2, { weight: normal(0, 1e8), bias: constant(0) }), dropout(0.5)];
      const one = (seed: number) => run(specOf(3, normal(0, std), layers, { trials: 40, seed }));
      assertMerged(one(0), one(1));
    }
  });

  it("adds up the bins of reports from notebooks, which are coarser than their values ask for", () => {
    const one = (seed: number) => run(specOf(3, normal(1, 2), [linear(40), dropout(0.5)], { trials: 3000, seed }));
    const [a, b] = [compactReport(one(0)), one(1)];
    assertMerged(a, b);
    const { histogram } = mergeReports(a, b).layers[0]!.modes.eval;
    assert.equal(histogram.exponent, a.layers[0]!.modes.eval.histogram.exponent);
    assert.ok(histogram.counts.filter((count) => count === 0).length < 5, "no comb");
  });

  it("is refused, in words, where a number could not count it exactly", () => {
    const report = run(specOf(1, constant(1), [linear(1)], { trials: 1, seed: 0 }));
    const many = 2 ** 53 - 1;
    for (const { modes } of report.layers) {
      for (const summary of Object.values(modes)) {
        Object.assign(summary, { count: many });
        Object.assign(summary.histogram, { counts: [many] });
        Object.assign(summary.atoms!, { counts: [many] });
      }
    }
    const full = parseReport(report) as ExploreReport;
    assert.throws(() => mergeReports(full, seeded(full, 1)), /more than 2\^53 values, which cannot be counted/);
  });

  it("takes reports of a million runs", () => {
    const report = run(specOf(1, constant(1), [linear(1)], { trials: 1, seed: 0 }));
    const runs = (from: number) => Array.from({ length: 500_000 }, (_, i) => ({ seed: 2 * i + from, trials: 1 }));
    assert.equal(mergeReports({ ...report, runs: runs(0) }, { ...report, runs: runs(1) }).runs.length, 1_000_000);
  });
});
