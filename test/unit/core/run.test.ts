import assert from "node:assert/strict";
import fc from "fast-check";
import { ARTICLE, PRESETS } from "../../../src/core/presets";
import {
  parseReport,
  type Distribution,
  type ExploreSpec,
  type LayerSpec,
  type Mode,
} from "../../../src/formats/index";
import {
  bytesOf,
  close,
  constant,
  dropout,
  linear,
  meanWithin,
  normal,
  relu,
  run,
  specOf,
  summaryOf,
  uniform,
  varianceError,
} from "./support";

const TRAINING = ["train", "unscaledTrain"] as const;
const MODES: readonly Mode[] = ["train", "eval", "unscaledTrain"];

describe("the article's neuron", () => {
  const report = run(ARTICLE.spec);
  const trials = ARTICLE.spec.trials;

  it("receives 100 in evaluation, 60 in unscaled training and 100 in scaled training", () => {
    assert.equal(summaryOf(report, 1, "eval").mean, 100);
    meanWithin(summaryOf(report, 1, "unscaledTrain"), 60);
    meanWithin(summaryOf(report, 1, "train"), 100);
  });
  it("spreads by sqrt(100 p q) = 4.899 and by 8.165 in training, by 0 in evaluation", () => {
    assert.equal(summaryOf(report, 1, "eval").variance, 0);
    close(summaryOf(report, 1, "unscaledTrain").variance, 24, 4 * varianceError(24, trials), "variance");
    close(summaryOf(report, 1, "train").variance, 24 / 0.36, 4 * varianceError(24 / 0.36, trials), "variance");
  });
  it("is predicted exactly", () => {
    for (const [mode, mean, variance] of [
      ["eval", 100, 0],
      ["unscaledTrain", 60, 24],
      ["train", 100, 24 / 0.36],
    ] as const) {
      const { predicted } = summaryOf(report, 1, mode);
      assert.equal(predicted?.basis, "spec");
      close(predicted.mean, mean, 1e-6, mode);
      close(predicted.variance, variance, 1e-6, mode);
    }
  });
  it("has standard errors that are its spread over sqrt(trials)", () => {
    const { variance, meanStandardError, differenceFromEval } = summaryOf(report, 1, "train");
    close(meanStandardError, Math.sqrt(variance! / (trials - 1)), 1e-12);
    close(differenceFromEval?.standardError, meanStandardError!, 1e-12);
    close(differenceFromEval?.mean, summaryOf(report, 1, "train").mean! - 100, 1e-12);
  });
  it("takes multiples of 1/0.6 as atoms, one for each number of kept inputs", () => {
    const atoms = summaryOf(report, 1, "train").atoms!;
    for (const value of atoms.values) close(value, Math.round(value * 0.6) / 0.6, 1e-5);
    assert.deepEqual(atoms.counts, summaryOf(report, 1, "unscaledTrain").atoms!.counts);
  });
  it("keeps the lattice with weights of 0.1: no more distinct values than kept counts", () => {
    const weight = constant(0.1);
    const lattice = run(specOf(100, constant(1), [dropout(0.4), linear(1, { weight, bias: constant(0) })]));
    const counts = summaryOf(report, 1, "unscaledTrain").atoms!.counts;
    for (const mode of TRAINING) assert.deepEqual(summaryOf(lattice, 1, mode).atoms!.counts, counts);
  });
});

describe("one dropout", () => {
  const mu = 0.7;
  const [s2, units, trials] = [1.21, 40, 4000];
  for (const p of [0.1, 0.5, 0.9]) {
    const q = 1 - p;
    const report = run(specOf(units, normal(mu, 1.1), [dropout(p)], { trials }));
    const n = units * trials;
    const forms: [Mode, number, number][] = [
      ["eval", mu, s2],
      ["train", mu, s2 / q + (mu * mu * p) / q],
      ["unscaledTrain", q * mu, q * (s2 + mu * mu) - q * q * mu * mu],
    ];
    for (const [mode, mean, variance] of forms) {
      it(`of p = ${p} has its closed form's mean and variance in ${mode}`, () => {
        const summary = summaryOf(report, 0, mode);
        meanWithin(summary, mean);
        // Kurtosis of a masked normal is large where p is.
        close(summary.variance, variance, 4 * variance * Math.sqrt((3 / q + 2) / n), "variance");
        close(summary.predicted?.mean, mean, 1e-6);
        close(summary.predicted?.variance, variance, 1e-6);
      });
    }
  }

  it("passes everything on at p = 0: the three modes are the same numbers, the difference exactly 0", () => {
    const uneven: Distribution = { kind: "values", values: Array.from({ length: 30 }, (_, k) => (k % 7) / 10 - 0.35) };
    for (const input of [constant(0.3), uneven, normal(1, 2)]) {
      const layers = [dropout(0), linear(20), relu, dropout(0), linear(3)];
      const report = run(specOf(30, input, layers, { trials: 300 }));
      layers.forEach((_, i) => {
        for (const mode of TRAINING) {
          const { differenceFromEval, ...figures } = summaryOf(report, i, mode);
          assert.deepEqual(differenceFromEval, { mean: 0, standardError: 0, rootMeanSquare: 0 });
          const { count, zeros, min, max, histogram } = figures;
          const reference = summaryOf(report, i, "eval");
          assert.deepEqual(
            { count, zeros, min, max, histogram },
            {
              count: reference.count,
              zeros: reference.zeros,
              min: reference.min,
              max: reference.max,
              histogram: reference.histogram,
            },
          );
        }
      });
    }
  });

  it("passes nothing on at p = 1: zeros, mean and variance 0; after it a linear layer gives its bias", () => {
    for (const input of [constant(2), normal(1, 2)]) {
      const report = run(specOf(10, input, [dropout(1), linear(4, { bias: constant(0.5) })], { trials: 300 }));
      for (const mode of TRAINING) {
        const { count, zeros, mean, variance, min, max, atoms, predicted } = summaryOf(report, 0, mode);
        assert.deepEqual([count, zeros, mean, variance, min, max], [3000, 3000, 0, 0, 0, 0]);
        assert.deepEqual(atoms, { values: [0], counts: [3000] });
        assert.deepEqual(predicted, { mean: 0, variance: 0, basis: "spec" });
        const after = summaryOf(report, 1, mode);
        assert.deepEqual([after.mean, after.variance, after.meanStandardError], [0.5, 0, 0]);
        assert.deepEqual(after.predicted, { mean: 0.5, variance: 0, basis: "spec" });
      }
    }
  });

  for (const p of [1e-7, 1e-4, 1 - 1e-4, 1 - 1e-9]) {
    it(`of p = ${p} drops about as many as it should and has finite figures`, () => {
      const report = run(specOf(100, constant(1), [dropout(p), linear(1)], { trials: 2000 }));
      const { zeros, count } = summaryOf(report, 0, "train");
      const sd = Math.sqrt(count * p * (1 - p));
      close(zeros, count * p, 4.5 * sd + 1, "zeros");
      for (const mode of MODES) assert.ok(Number.isFinite(summaryOf(report, 1, mode).variance));
    });
  }

  it("gives 0 for what it drops, also of an infinity", () => {
    const huge = linear(8, { weight: constant(3e38), bias: constant(0) });
    const report = run(specOf(8, constant(3e38), [huge, dropout(0.5)], { trials: 100 }));
    const { nonFinite, zeros, count } = summaryOf(report, 1, "train");
    assert.equal(zeros + nonFinite!.posInf, count);
    assert.ok(zeros > 300 && zeros < 500);
  });

  it("predicts zeros where all is dropped, also after infinities", () => {
    const huge = linear(8, { weight: constant(3e38), bias: constant(0) });
    const report = run(specOf(8, constant(3e38), [huge, relu, dropout(1)], { trials: 10 }));
    const { mean, predicted, nonFinite } = summaryOf(report, 2, "train");
    assert.deepEqual([mean, predicted, nonFinite], [0, { mean: 0, variance: 0, basis: "measured" }, undefined]);
  });
});

describe("a linear layer", () => {
  it("over masked fixed inputs has mean z and variance (p/q) sum w^2 x^2, unscaled q z and p q sum w^2 x^2", () => {
    const [w, x] = [
      [1, -2, 0.5, 3],
      [1, 0.5, -4, 2],
    ];
    const [p, b, trials] = [0.3, 0.75, 20_000];
    const q = 1 - p;
    const z = w.reduce((sum, weight, i) => sum + weight * x[i]!, 0);
    const squares = w.reduce((sum, weight, i) => sum + (weight * x[i]!) ** 2, 0);
    const layer = linear(1, { weight: { kind: "values", values: w }, bias: constant(b) });
    const report = run(specOf(4, { kind: "values", values: x }, [dropout(p), layer], { trials }));
    for (const [mode, mean, variance] of [
      ["eval", z + b, 0],
      ["train", z + b, (p / q) * squares],
      ["unscaledTrain", q * z + b, p * q * squares],
    ] as const) {
      const summary = summaryOf(report, 1, mode);
      meanWithin(summary, mean);
      close(summary.variance, variance, 6 * varianceError(variance, trials), mode);
      close(summary.predicted?.mean, mean, 1e-6);
      close(summary.predicted?.variance, variance, 1e-6);
    }
  });

  it("keeps its mean in scaled training, but not beyond the next ReLU", () => {
    const layers = [
      relu,
      dropout(0.5),
      linear(256, { weight: { kind: "kaiming_normal", gain: Math.SQRT2 }, bias: constant(0) }),
      relu,
    ];
    const report = run(specOf(256, normal(0, 1), layers, { trials: 1000 }));
    const before = summaryOf(report, 2, "train").differenceFromEval!;
    assert.ok(Math.abs(before.mean) < 4 * before.standardError!);
    const after = summaryOf(report, 3, "train").differenceFromEval!;
    assert.ok(after.mean > 10 * after.standardError!);
  });

  for (const p of [0.1, 0.2, 0.5]) {
    it(`after it a ReLU's mean grows by 1/sqrt(q) in train and shrinks by sqrt(q) unscaled, p = ${p}`, () => {
      const q = 1 - p;
      const he = linear(256, { weight: { kind: "kaiming_normal", gain: Math.SQRT2 }, bias: constant(0) });
      const ratios = { train: 0, unscaledTrain: 0 };
      const draws = 8;
      for (let parameterSeed = 0; parameterSeed < draws; parameterSeed++) {
        const layers = [relu, dropout(p), he, relu];
        const report = run(specOf(256, normal(0, 1), layers, { trials: 256, parameterSeed }));
        for (const mode of TRAINING) {
          ratios[mode] += summaryOf(report, 3, mode).mean! / summaryOf(report, 3, "eval").mean! / draws;
        }
      }
      // One draw scatters by .037 and .018 at p = .5 (semantics.md).
      close(ratios.train, 1 / Math.sqrt(q), (4 * 0.037) / Math.sqrt(draws), "train");
      close(ratios.unscaledTrain, Math.sqrt(q), (4 * 0.018) / Math.sqrt(draws), "unscaled");
    });
  }
});

describe("a run", () => {
  it("has a standard error of exactly 0 in evaluation of a fixed input, whatever its sums", () => {
    const layers = [linear(7), relu, dropout(0.5), linear(5), relu];
    const report = run(specOf(13, constant(0.1), layers, { trials: 700 }));
    layers.forEach((_, i) => assert.equal(summaryOf(report, i, "eval").meanStandardError, 0));
  });

  it("of one trial has no standard errors", () => {
    for (const input of [constant(1), normal(0, 1)]) {
      const report = run(specOf(5, input, [linear(3), dropout(0.5), linear(3)], { trials: 1 }));
      for (const { modes } of report.layers) {
        for (const mode of MODES) assert.equal(modes[mode].meanStandardError, null);
        for (const mode of TRAINING) assert.equal(modes[mode].differenceFromEval?.standardError, null);
      }
    }
  });

  it("counts overflow to infinity and leaves it out of every figure", () => {
    const weight: Distribution = { kind: "values", values: [3e38, 1] };
    const layer = linear(2, { weight, bias: constant(0) });
    const report = run(specOf(1, uniform(0, 10), [layer, dropout(0.5)], { trials: 500 }));
    const { count, mean, max, meanStandardError, nonFinite, predicted, histogram } = summaryOf(report, 0, "eval");
    assert.equal(count, 1000);
    assert.ok(nonFinite!.posInf > 300 && nonFinite!.nan === 0 && nonFinite!.negInf === 0);
    assert.ok(mean! < 3.5e38 && max! < 3.5e38);
    assert.deepEqual([meanStandardError, predicted], [null, undefined]);
    assert.equal(
      histogram.counts.reduce((a, b) => a + b, 0),
      count - nonFinite!.posInf,
    );
    for (const mode of TRAINING) assert.equal(summaryOf(report, 1, mode).differenceFromEval, undefined);
  });

  it("has null figures and an empty histogram where no value is finite", () => {
    const layer = linear(2, { weight: constant(3e38), bias: constant(0) });
    const report = run(specOf(2, constant(3e38), [layer], { trials: 5 }));
    const { mean, variance, rootMeanSquare, min, max, zeros, histogram, atoms, nonFinite } = summaryOf(
      report,
      0,
      "eval",
    );
    assert.deepEqual([mean, variance, rootMeanSquare, min, max, zeros], [null, null, null, null, null, 0]);
    assert.deepEqual(histogram, { exponent: -149, firstBin: 0, counts: [] });
    assert.deepEqual(atoms, { values: [], counts: [] });
    assert.deepEqual(nonFinite, { nan: 0, posInf: 10, negInf: 0 });
  });

  it("leaves the masks as they are when an activation is inserted", () => {
    const one = (layers: LayerSpec[]) => run(specOf(50, normal(0, 1), layers, { trials: 400 }));
    const plain = one([linear(40), dropout(0.3), linear(20), dropout(0.6)]);
    const more = one([linear(40), { kind: "identity" }, dropout(0.3), linear(20), { kind: "identity" }, dropout(0.6)]);
    for (const [a, b] of [
      [0, 0],
      [1, 2],
      [2, 3],
      [3, 5],
    ] as const) {
      for (const mode of MODES) {
        assert.deepEqual(summaryOf(plain, a, mode), summaryOf(more, b, mode));
      }
    }
  });

  it("has other masks for another seed, and the same parameters", () => {
    const spec = specOf(20, normal(0, 1), [linear(5), dropout(0.5)], { trials: 300 });
    const other = { ...spec, seed: 1 };
    assert.notEqual(summaryOf(run(spec), 1, "train").zeros, summaryOf(run(other), 1, "train").zeros);
    assert.deepEqual(summaryOf(run(spec), 0, "eval").predicted, summaryOf(run(other), 0, "eval").predicted);
  });

  it("has counts that fit together, whatever the spec", () =>
    fc.assert(
      fc.property(smallSpecs, (spec) => {
        const report = run(spec);
        assert.deepEqual(parseReport(JSON.parse(bytesOf(report))), report);
        for (const { modes, units } of report.layers) {
          const exponents = new Set(MODES.map((mode) => modes[mode].histogram.exponent));
          assert.equal(exponents.size, 1);
          for (const mode of MODES) {
            const { count, zeros, nonFinite, histogram, atoms, min, max } = modes[mode];
            const finite = count - (nonFinite ? nonFinite.nan + nonFinite.posInf + nonFinite.negInf : 0);
            assert.equal(count, units! * spec.trials);
            assert.equal(
              histogram.counts.reduce((a, b) => a + b, 0),
              finite,
            );
            assert.ok(histogram.counts.length <= 512 && histogram.counts.at(0) !== 0 && histogram.counts.at(-1) !== 0);
            if (min !== null && max !== null) {
              assert.equal(Math.floor(min / 2 ** histogram.exponent), histogram.firstBin);
              const last = histogram.firstBin + histogram.counts.length - 1;
              assert.equal(Math.floor(max / 2 ** histogram.exponent), last);
            }
            if (atoms) {
              assert.equal(
                atoms.counts.reduce((a, b) => a + b, 0),
                finite,
              );
              assert.equal(atoms.counts[atoms.values.indexOf(0)] ?? 0, zeros);
            }
          }
        }
      }),
      { numRuns: 80 },
    ));

  it("writes its keys in the order of formats.md", () => {
    const report = run({ ...PRESETS[3]!.spec, trials: 100 });
    const order =
      "count zeros mean meanStandardError variance rootMeanSquare min max differenceFromEval histogram atoms nonFinite predicted".split(
        " ",
      );
    assert.deepEqual(Object.keys(report), ["version", "kind", "spec", "runs", "layers"]);
    assert.deepEqual(Object.keys(report.spec), ["version", "input", "layers", "parameterSeed"]);
    for (const layer of report.layers) {
      assert.deepEqual(Object.keys(layer), ["name", "label", "kind", "units", "scale", "modes"]);
      assert.deepEqual(Object.keys(layer.modes), ["train", "eval", "unscaledTrain"]);
      for (const mode of MODES) {
        const keys = Object.keys(layer.modes[mode]);
        assert.deepEqual(
          keys,
          order.filter((key) => keys.includes(key)),
        );
      }
    }
  });
});

const layerSpecs: fc.Arbitrary<LayerSpec> = fc.oneof(
  fc.constantFrom(0, 0.1, 0.5, 0.999, 1, 1e-6).map((p): LayerSpec => ({ kind: "dropout", p })),
  fc.integer({ min: 1, max: 20 }).map((units): LayerSpec => ({ kind: "linear", units })),
  fc.constantFrom<LayerSpec>(
    relu,
    { kind: "tanh" },
    { kind: "identity" },
    { kind: "silu" },
    { kind: "elu", alpha: -3 },
  ),
  fc.constant<LayerSpec>({ kind: "linear", units: 3, weight: normal(0, 1e30), bias: constant(0) }),
);
const smallSpecs: fc.Arbitrary<ExploreSpec> = fc
  .record({
    units: fc.integer({ min: 1, max: 20 }),
    distribution: fc.constantFrom(constant(1), constant(0), normal(0, 1), uniform(-1, 0), {
      kind: "half_normal",
      std: 2,
    } as const),
    layers: fc.array(layerSpecs, { minLength: 1, maxLength: 6 }),
    trials: fc.constantFrom(1, 2, 255, 256, 257, 300),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .map(({ units, distribution, layers, trials, seed }) => specOf(units, distribution, layers, { trials, seed }));
