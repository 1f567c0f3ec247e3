import assert from "node:assert/strict";
import fc from "fast-check";
import { compactReport, PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { MODES, parseReport, type ExploreReport, type Histogram } from "../../../src/formats/index";
import { layerOf, normalEntries, reportOf, summaryOf } from "../figure/reports";

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const atomsIn = (report: ExploreReport) =>
  total(report.layers.flatMap(({ modes }) => MODES.map((mode) => modes[mode].atoms?.values.length ?? 0)));

/** The count at or above each edge of the coarser histogram, which both must agree on. */
const above = ({ exponent, firstBin, counts }: Histogram, edge: number) =>
  total(counts.filter((_, i) => (firstBin + i) * 2 ** exponent >= edge));

/** A layer with a million values a mode in as many bins as a report may have. */
const broad = (scale: number, total = 1_000_000) => {
  const mode = (sd: number) => summaryOf(normalEntries(0.1, scale * sd, total), 1000);
  return layerOf("Linear(1000, 1000)", "linear", 1000, { eval: mode(1), unscaledTrain: mode(0.7), train: mode(1.4) });
};

describe("a report in a notebook", () => {
  for (const { id, spec } of PRESETS) {
    it(`keeps every sum of counts and every figure of the preset "${id}", in at most 128 bins a mode`, () => {
      const report = runHere({ ...spec, trials: 60 });
      const compact = compactReport(report);
      report.layers.forEach((layer, index) =>
        MODES.forEach((mode) => {
          const { histogram: before, ...figures } = layer.modes[mode];
          const { histogram: after, ...kept } = compact.layers[index]!.modes[mode];
          assert.deepEqual({ ...figures, atoms: undefined }, { ...kept, atoms: undefined });
          assert.ok(after.counts.length <= 128);
          assert.equal(total(after.counts), total(before.counts));
          after.counts.forEach((_, i) => {
            const edge = (after.firstBin + i) * 2 ** after.exponent;
            assert.equal(above(after, edge), above(before, edge));
          });
          if (after.counts.length > 0) assert.ok(after.counts[0]! > 0 && after.counts.at(-1)! > 0);
        }),
      );
      assert.deepEqual(parseReport(JSON.parse(JSON.stringify(compact))), compact);
    });
  }

  it("merges no further than it must, and the three modes of a layer alike", () => {
    for (const { modes } of compactReport(runHere({ ...PRESETS[1]!.spec, trials: 60 })).layers) {
      const histograms = MODES.map((mode) => modes[mode].histogram);
      assert.equal(new Set(histograms.map(({ exponent }) => exponent)).size, 1);
      assert.ok(histograms.some(({ counts }) => counts.length > 60));
    }
  });

  it("leaves a report alone that is small enough", () => {
    const mode = summaryOf(
      [
        [1, 5],
        [2, 7],
      ],
      12,
      -3,
    );
    const report = reportOf(
      1,
      [{ kind: "relu" }],
      [layerOf("ReLU()", "relu", 1, { eval: mode, unscaledTrain: mode, train: mode })],
    );
    assert.deepEqual(compactReport(report), report);
  });

  it("keeps distinct values up to 1,024 in all in order of layers, each mode's whole", () => {
    const values = Array.from({ length: 300 }, (_, i): [number, number] => [i + 1, 2]);
    const many = { eval: summaryOf(values), unscaledTrain: summaryOf(values), train: summaryOf(values) };
    const layers = Array.from({ length: 3 }, () => layerOf("Identity()", "identity", 600, many));
    const compact = compactReport(
      reportOf(
        600,
        layers.map(() => ({ kind: "identity" })),
        layers,
      ),
    );
    assert.equal(atomsIn(compact), 900);
    assert.deepEqual(compact.layers[0]!.modes.train.atoms, many.train.atoms);
    assert.equal(compact.layers[1]!.modes.train.atoms, undefined);
  });

  it("keeps 50 layers of a million values a mode under 200 KB", () => {
    const layers = Array.from({ length: 50 }, (_, i) => broad(1 + i / 7));
    const report = reportOf(
      1000,
      layers.map(() => ({ kind: "linear", units: 1000 })),
      layers,
    );
    const size = Buffer.byteLength(JSON.stringify(compactReport(report)));
    assert.ok(size < 200_000, `${size} bytes`);
  });

  it("changes nothing when done twice", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), fc.integer({ min: -600, max: 600 }), (bins, first) => {
        const entries = Array.from({ length: bins }, (_, i): [number, number] => [first + i + 0.5, 1 + (i % 3)]);
        const mode = summaryOf(entries, 2, 0);
        const layer = layerOf("ReLU()", "relu", 1, { eval: mode, unscaledTrain: mode, train: mode });
        const once = compactReport(reportOf(1, [{ kind: "relu" }], [layer]));
        assert.ok(once.layers[0]!.modes.eval.histogram.counts.length <= 128);
        assert.deepEqual(compactReport(once), once);
      }),
    ));
});
