import assert from "node:assert/strict";
import fc from "fast-check";
import { dropRate } from "../../../src/core/random/rate";
import { type Distribution, type LayerSpec, type Mode } from "../../../src/formats/index";
import { close, constant, dropout, linear, meanWithin, normal, relu, run, specOf, summaryOf } from "./support";

const MODES: readonly Mode[] = ["train", "eval", "unscaledTrain"];
const small = fc.integer({ min: -8, max: 8 }).map((n) => n / 4);
const rates = fc.constantFrom(0, 0.25, 0.4, 0.999, 1);

/** A linear layer written out: weight [units][inputs], bias [units]. */
interface Written {
  readonly weight: number[][];
  readonly bias: number[];
}
const written = (inputs: number, units: number): fc.Arbitrary<Written> =>
  fc.record({
    weight: fc.array(fc.array(small, { minLength: inputs, maxLength: inputs }), { minLength: units, maxLength: units }),
    bias: fc.array(small, { minLength: units, maxLength: units }),
  });
const layerOf = ({ weight, bias }: Written): LayerSpec => ({
  kind: "linear",
  units: bias.length,
  weight: { kind: "values", values: weight.flat() },
  bias: { kind: "values", values: bias },
});

/** Values as affine functions of independent inputs: value_j = mean_j + sum_i mixing[j][i] (x_i - E x_i). */
interface Affine {
  readonly mean: number[];
  readonly mixing: number[][];
}
const through = ({ weight, bias }: Written, { mean, mixing }: Affine): Affine => ({
  mean: weight.map((row, j) => row.reduce((sum, w, k) => sum + w * mean[k]!, bias[j]!)),
  mixing: weight.map((row) => (mixing[0] ?? []).map((_, i) => row.reduce((sum, w, k) => sum + w * mixing[k]![i]!, 0))),
});
const masked = ({ mean, mixing }: Affine, factors: readonly number[]): Affine => ({
  mean: mean.map((m, k) => m * factors[k]!),
  mixing: mixing.map((row, k) => row.map((a) => a * factors[k]!)),
});

/** Every mask of n units with its probability. */
function* allMasks(n: number, p: number): Generator<{ keep: number[]; probability: number }> {
  const { P, q } = dropRate(p);
  for (let mask = 0; mask < 2 ** n; mask++) {
    const keep = Array.from({ length: n }, (_, k) => (mask >> k) & 1);
    const kept = keep.reduce((a, b) => a + b, 0);
    const probability = q ** kept * P ** (n - kept);
    if (probability > 0) yield { keep, probability };
  }
}

/** Mean and variance pooled over units of outcomes with their probabilities; `variance` is that of each input. */
function pooled(outcomes: Iterable<{ affine: Affine; probability: number }>, variance: number) {
  let [mean, square, units] = [0, 0, 1];
  for (const { affine, probability } of outcomes) {
    units = affine.mean.length;
    affine.mean.forEach((m, j) => {
      mean += probability * m;
      square += probability * (m * m + variance * affine.mixing[j]!.reduce((sum, a) => sum + a * a, 0));
    });
  }
  mean /= units;
  return { mean, variance: square / units - mean * mean };
}

const INPUTS = 3;
const identity: Affine["mixing"] = Array.from({ length: INPUTS }, (_, j) =>
  Array.from({ length: INPUTS }, (__, i) => (i === j ? 1 : 0)),
);

/** The moments of (linear, dropout, dropout, linear) by enumeration of every mask. */
function enumerated(start: Affine, variance: number, first: Written, p: number, p2: number, last: Written, mode: Mode) {
  const before = through(first, start);
  const scale = (rate: number): number => (mode === "train" ? (dropRate(rate).q === 0 ? 0 : 1 / dropRate(rate).q) : 1);
  function* outcomes() {
    if (mode === "eval") {
      yield { affine: before, probability: 1 };
      return;
    }
    for (const a of allMasks(before.mean.length, p)) {
      for (const b of allMasks(before.mean.length, p2)) {
        const factors = a.keep.map((bit, k) => bit * b.keep[k]! * scale(p) * scale(p2));
        yield { affine: masked(before, factors), probability: a.probability * b.probability };
      }
    }
  }
  const after = [...outcomes()];
  return {
    dropped: pooled(after, variance),
    summed: pooled(
      after.map(({ affine, probability }) => ({ affine: through(last, affine), probability })),
      variance,
    ),
  };
}

describe("predictions from the spec", () => {
  for (const fixed of [true, false]) {
    it(`equal the enumeration of all masks, ${fixed ? "fixed" : "normal"} input, two dropouts in a row`, () =>
      fc.assert(
        fc.property(written(INPUTS, 3), written(3, 2), rates, rates, small, (first, last, p, p2, mu) => {
          const sigma = 0.75;
          const input: Distribution = fixed ? constant(mu) : normal(mu, sigma);
          const layers = [layerOf(first), dropout(p), dropout(p2), layerOf(last), relu, dropout(0.5)];
          const report = run(specOf(INPUTS, input, layers, { trials: 2 }));
          const variance = fixed ? 0 : sigma * sigma;
          const start = { mean: [mu, mu, mu], mixing: identity };
          for (const mode of MODES) {
            const exact = enumerated(start, variance, first, p, p2, last, mode);
            for (const [layer, expected] of [
              [2, exact.dropped],
              [3, exact.summed],
            ] as const) {
              const { predicted } = summaryOf(report, layer, mode);
              assert.equal(predicted?.basis, "spec");
              const scale = 1e-6 + 1e-7 * (expected.variance + expected.mean ** 2);
              close(predicted.mean, expected.mean, scale, `${mode} mean of ${layer}`);
              close(predicted.variance, expected.variance, scale, `${mode} variance of ${layer}`);
            }
          }
        }),
        { numRuns: 60 },
      ));
  }

  it("compose several linear layers, the identity among them, and agree with what is measured", () => {
    const layers = [linear(30), { kind: "identity" }, linear(20), linear(25), dropout(0.3), linear(8)] as LayerSpec[];
    const report = run(specOf(40, { kind: "half_normal", std: 2 }, layers, { trials: 8000 }));
    layers.forEach((_, i) => {
      for (const mode of MODES) {
        const summary = summaryOf(report, i, mode);
        const { predicted, variance } = summary;
        assert.equal(predicted?.basis, "spec", `layer ${i}`);
        meanWithin(summary, predicted.mean);
        close(variance! / predicted.variance, 1, 0.06, `variance of layer ${i} in ${mode}`);
      }
    });
  });

  it("end with the budget of 2^26 multiplications, from which a fixed input takes none", () => {
    const layers = [linear(600), linear(600), linear(600)];
    const drawn = run(specOf(600, normal(0, 1), [linear(200), ...layers.slice(1), linear(1)], { trials: 1 }));
    // 600 x 200 x 600 = 72e6 > 2^26 = 67e6.
    assert.deepEqual(
      drawn.layers.map(({ modes }) => modes.eval.predicted?.basis),
      ["spec", undefined, undefined, undefined],
    );
    const fixed = run(specOf(600, constant(1), layers, { trials: 1 }));
    assert.deepEqual(
      fixed.layers.map(({ modes }) => modes.eval.predicted?.basis),
      ["spec", "spec", "spec"],
    );
    const within = run(specOf(400, normal(0, 1), [linear(400), linear(400), linear(4)], { trials: 1 }));
    // 400 x 400 x 400 = 64e6, then 4 x 400 x 400 more: 64.64e6 fit.
    assert.deepEqual(
      within.layers.map(({ modes }) => modes.eval.predicted?.basis),
      ["spec", "spec", "spec"],
    );
  });

  it("are the same in all modes before the first dropout", () => {
    const { modes } = run(specOf(4, normal(1, 2), [linear(3)], { trials: 3 })).layers[0]!;
    assert.deepEqual(modes.train.predicted, modes.eval.predicted);
    assert.deepEqual(modes.unscaledTrain.predicted, modes.eval.predicted);
  });

  it("end after the first nonlinearity and after the first linear layer after dropout", () => {
    const layers = [dropout(0.5), linear(4), linear(4), dropout(0.5), relu, linear(4), dropout(0.5)];
    const report = run(specOf(4, normal(0, 1), layers, { trials: 10 }));
    const bases = (mode: Mode) => report.layers.map(({ modes }) => modes[mode].predicted?.basis ?? "");
    assert.deepEqual(bases("train"), ["spec", "spec", "", "measured", "", "", "measured"]);
    assert.deepEqual(bases("unscaledTrain"), bases("train"));
    assert.deepEqual(bases("eval"), ["spec", "spec", "", "", "", "", ""]);
  });

  it("are left out where huge parameters overflow float64", () => {
    const huge = linear(4, { weight: constant(3e38), bias: constant(0) });
    const report = run(specOf(4, normal(0, 0), [huge, huge, huge, huge, huge, dropout(0.5)], { trials: 2 }));
    for (const { modes } of report.layers) {
      for (const mode of MODES) {
        const { predicted } = modes[mode];
        assert.ok(!predicted || (Number.isFinite(predicted.mean) && Number.isFinite(predicted.variance)));
      }
    }
  });
});

describe("measured predictions", () => {
  for (const p of [0, 0.3, 1]) {
    it(`of a dropout follow from the moments of what enters it in the same mode, p = ${p}`, () => {
      const report = run(specOf(20, normal(0.5, 1), [dropout(0.2), linear(10), relu, dropout(p)], { trials: 500 }));
      const { P, q } = dropRate(p);
      for (const mode of ["train", "unscaledTrain"] as const) {
        const { mean: m, variance: v } = summaryOf(report, 2, mode);
        const expected =
          q === 0
            ? { mean: 0, variance: 0 }
            : mode === "train"
              ? { mean: m!, variance: (v! + m! * m!) / q - m! * m! }
              : { mean: q * m!, variance: q * (v! + m! * m!) - q * q * m! * m! };
        const { predicted, ...summary } = summaryOf(report, 3, mode);
        assert.equal(predicted?.basis, "measured");
        close(predicted.mean, expected.mean, 1e-12);
        close(predicted.variance, expected.variance, 1e-12);
        meanWithin(summary, predicted.mean, 5);
        assert.ok(P === 0 || summary.zeros > 0);
      }
      assert.equal(summaryOf(report, 3, "eval").predicted, undefined);
    });
  }
});
