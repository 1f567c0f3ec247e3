import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeReports } from "../../../src/core/index";
import { MODES, type ExploreReport, type ExploreSpec, type LayerSpec } from "../../../src/formats/index";
import { bytesOf, close, constant, dropout, linear, normal, relu, run, specOf, summaryOf, uniform } from "./support";

const networks: LayerSpec[][] = [
  [dropout(0.4), linear(1, { weight: constant(1), bias: constant(0) })],
  [linear(7), relu, dropout(0.5), linear(3), relu, dropout(0.1)],
  [dropout(1), linear(3)],
  [linear(2, { weight: normal(0, 2e38), bias: constant(0) }), dropout(0.5)],
];
const specs = (fixed: boolean): fc.Arbitrary<(trials: number, seed: number) => ExploreSpec> =>
  fc
    .constantFrom(...networks)
    .map((layers) => (trials, seed) => specOf(5, fixed ? constant(1) : uniform(-1, 2), layers, { trials, seed }));
const anySpec = fc.boolean().chain(specs);
const trials = fc.constantFrom(1, 2, 100, 256, 700);

/** Moments of the pooled values, from each report's own figures in exact order: what a merge must come to. */
function pooledBy(read: (report: ExploreReport) => { n: number; mean: number; m2: number }, reports: ExploreReport[]) {
  const parts = reports.map(read);
  const n = parts.reduce((sum, part) => sum + part.n, 0);
  const mean = parts.reduce((sum, part) => sum + part.mean * part.n, 0) / n;
  const m2 = parts.reduce((sum, part) => sum + part.m2 + part.n * (part.mean - mean) ** 2, 0);
  return { n, mean, m2 };
}

describe("mergeReports", () => {
  it("commutes, byte for byte", () =>
    fc.assert(
      fc.property(anySpec, trials, trials, (spec, m, n) => {
        const [a, b] = [run(spec(m, 9)), run(spec(n, 4))];
        assert.equal(bytesOf(mergeReports(a, b)), bytesOf(mergeReports(b, a)));
      }),
      { numRuns: 40 },
    ));

  it("counts exactly: histogram, atoms, zeros and infinities are those of all values", () =>
    fc.assert(
      fc.property(anySpec, trials, trials, (spec, m, n) => {
        const reports = [run(spec(m, 1)), run(spec(n, 2))] as const;
        const merged = mergeReports(...reports);
        merged.layers.forEach(({ modes }, layer) => {
          const all = MODES.map((mode) => modes[mode].histogram.exponent);
          assert.equal(new Set(all).size, 1);
          for (const mode of MODES) {
            const [a, b] = reports.map((report) => summaryOf(report, layer, mode)) as [
              (typeof modes)["train"],
              (typeof modes)["train"],
            ];
            const sum = modes[mode];
            assert.deepEqual([sum.count, sum.zeros], [a.count + b.count, a.zeros + b.zeros]);
            const bins = new Map<number, number>();
            for (const { histogram } of [a, b]) {
              histogram.counts.forEach((count, i) => {
                const bin = Math.floor((histogram.firstBin + i) / 2 ** (sum.histogram.exponent - histogram.exponent));
                if (count > 0) bins.set(bin, (bins.get(bin) ?? 0) + count);
              });
            }
            sum.histogram.counts.forEach((count, i) => {
              assert.equal(count, bins.get(sum.histogram.firstBin + i) ?? 0);
            });
            const finite = (s: typeof a): number => s.histogram.counts.reduce((x, y) => x + y, 0);
            assert.equal(finite(sum), finite(a) + finite(b));
            if (a.atoms && b.atoms && sum.atoms) {
              const counts = sum.atoms.counts.reduce((x, y) => x + y, 0);
              assert.equal(counts, finite(sum));
            }
          }
        });
      }),
      { numRuns: 40 },
    ));

  it("equals one pass over the pooled values within 1e-12, standard errors too", () =>
    fc.assert(
      fc.property(specs(false), trials, trials, (spec, m, n) => {
        const reports = [run(spec(m, 1)), run(spec(n, 2))];
        const merged = mergeReports(reports[0]!, reports[1]!);
        merged.layers.forEach(({ modes }, layer) => {
          for (const mode of MODES) {
            const { mean, variance, meanStandardError, nonFinite, differenceFromEval, rootMeanSquare } = modes[mode];
            if (nonFinite) {
              assert.equal(meanStandardError, null);
              return;
            }
            const values = pooledBy((report) => {
              const own = summaryOf(report, layer, mode);
              return { n: own.count, mean: own.mean!, m2: own.variance! * own.count };
            }, reports);
            close(mean, values.mean, 1e-12 * rootMeanSquare!);
            close(variance, values.m2 / values.n, 1e-12 * rootMeanSquare! ** 2);
            const means = pooledBy((report) => {
              const own = summaryOf(report, layer, mode);
              const t = report.runs[0]!.trials;
              return { n: t, mean: own.mean!, m2: (own.meanStandardError ?? 0) ** 2 * t * (t - 1) };
            }, reports);
            const error = Math.sqrt(means.m2 / (means.n - 1) / means.n);
            close(meanStandardError, error, 1e-12 * rootMeanSquare! + 1e-9 * error);
            if (mode === "eval" || !differenceFromEval) continue;
            const differences = reports.map((report) => summaryOf(report, layer, mode).differenceFromEval!.mean);
            const expected = (differences[0]! * m + differences[1]! * n) / (m + n);
            close(differenceFromEval.mean, expected, 1e-12 * Math.max(rootMeanSquare!, modes.eval.rootMeanSquare!));
          }
        });
      }),
      { numRuns: 40 },
    ));

  it("is associative within the tolerance, and unites the runs by seed", () => {
    const one = (seed: number) => run(specOf(5, normal(1, 2), networks[1]!, { trials: 300, seed }));
    const [a, b, c] = [one(30), one(1), one(7)];
    const [left, right] = [mergeReports(mergeReports(a, b), c), mergeReports(a, mergeReports(b, c))];
    assert.deepEqual(
      left.runs,
      [1, 7, 30].map((seed) => ({ seed, trials: 300 })),
    );
    assert.deepEqual(left.runs, right.runs);
    left.layers.forEach(({ modes }, layer) => {
      for (const mode of MODES) {
        const other = summaryOf(right, layer, mode);
        const { mean, histogram, rootMeanSquare } = modes[mode];
        assert.deepEqual(histogram, other.histogram);
        close(mean, other.mean!, 1e-12 * rootMeanSquare!);
      }
    });
  });

  it("makes predictions from measured moments anew, and keeps those from the spec", () => {
    const one = (seed: number) => run(specOf(5, normal(1, 2), networks[1]!, { trials: 300, seed }));
    const merged = mergeReports(one(0), one(1));
    assert.deepEqual(summaryOf(merged, 0, "eval").predicted, summaryOf(one(0), 0, "eval").predicted);
    const { predicted } = summaryOf(merged, 5, "train");
    assert.equal(predicted?.basis, "measured");
    assert.equal(predicted.mean, summaryOf(merged, 4, "train").mean);
  });

  it("of two single trials has the standard error of two", () => {
    const one = (seed: number) => run(specOf(5, normal(1, 2), [linear(3)], { trials: 1, seed }));
    const [a, b] = [one(0), one(1)];
    const expected = Math.abs(summaryOf(a, 0, "eval").mean! - summaryOf(b, 0, "eval").mean!) / 2;
    close(summaryOf(mergeReports(a, b), 0, "eval").meanStandardError, expected, 1e-12);
  });

  it("drops atoms beyond 512 distinct values", () => {
    const one = (seed: number) => run(specOf(1, normal(0, 1), [{ kind: "identity" }], { trials: 400, seed }));
    assert.equal(summaryOf(one(0), 0, "eval").atoms?.values.length, 400);
    assert.equal(summaryOf(mergeReports(one(0), one(1)), 0, "eval").atoms, undefined);
  });

  it("keeps a standard error of exactly 0 in evaluation of a fixed input", () => {
    const one = (seed: number) => run(specOf(5, constant(0.1), networks[1]!, { trials: 300, seed }));
    for (const { modes } of mergeReports(one(0), one(1)).layers) assert.equal(modes.eval.meanStandardError, 0);
  });

  it("refuses a seed that both hold and another experiment, and says what to do", () => {
    const spec = specOf(5, normal(0, 1), networks[0]!, { trials: 10 });
    assert.throws(() => mergeReports(run(spec), run(spec)), /seed 0: run one of them with another seed/);
    const other = run({ ...spec, parameterSeed: 1, seed: 1 });
    assert.throws(() => mergeReports(run(spec), other), /different experiments: only runs of the same spec/);
    assert.throws(() => mergeReports(run(spec), run(spec)), { path: "b.runs" });
    assert.throws(() => mergeReports(run(spec), other), { path: "b.spec" });
  });

  it("takes reports whose specs differ only in $schema or the order of keys", () => {
    const [a, b] = [0, 1].map((seed) => run(specOf(5, normal(0, 1), networks[0]!, { trials: 10, seed })));
    const { version, input, layers, parameterSeed } = b!.spec;
    const turned = { ...b!, spec: { $schema: "x", parameterSeed, layers, input, version } };
    assert.equal(bytesOf(mergeReports(a!, turned)), bytesOf(mergeReports(a!, b!)));
  });
});
