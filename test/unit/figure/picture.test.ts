import assert from "node:assert/strict";
import fc from "fast-check";
import { runHere } from "../../../src/core/reference/index";
import { parseSpec } from "../../../src/formats/index";
import { hoverAt, pictureOf, type ModeShape, type Picture } from "../../../src/figure/index";
import { article, layerOf, normalEntries, reportOf, summaryOf, wide } from "./reports";

const shape = (picture: Picture, mode: ModeShape["mode"]): ModeShape =>
  picture.shapes.find((each) => each.mode === mode)!;
const area = ({ cells }: ModeShape): number =>
  cells.reduce((sum, { low, high, height }) => sum + height * (high - low), 0);

/** A report of one layer without dropout, in the three modes the same. */
const single = (...parameters: Parameters<typeof summaryOf>) => {
  const summary = summaryOf(...parameters);
  const layer = layerOf("Identity()", "identity", 1, { eval: summary, unscaledTrain: summary, train: summary });
  return reportOf(1, [{ kind: "identity" }], [layer]);
};

describe("the picture of the article's neuron", () => {
  const picture = pictureOf(article(), 1);
  const binWidth = 2 ** picture.scales.binExponent;

  it("draws eval, whose values are all equal, as a vertical line", () => {
    assert.equal(shape(picture, "eval").constant, 100);
    assert.deepEqual(shape(picture, "eval").cells, []);
  });
  it("gives both training modes the same area, the share of their values", () => {
    for (const mode of ["unscaledTrain", "train"] as const) {
      assert.ok(Math.abs(area(shape(picture, mode)) / binWidth - 1) < 1e-12);
    }
  });
  it("centres the steps of a lattice on its values, as wide as the distance to the neighbours", () => {
    const steps = shape(picture, "train").cells;
    const step = steps.find(({ value }) => Math.abs((value ?? 0) - 100) < 1e-3)!;
    assert.ok(Math.abs(step.low - (100 - 0.5 / 0.6)) < 1e-3);
    assert.ok(Math.abs(step.high - (100 + 0.5 / 0.6)) < 1e-3);
  });
  it("isn't a comb: every step follows the binomial density within a few percent", () => {
    for (const [mode, mean, sd] of [
      ["unscaledTrain", 60, Math.sqrt(24)],
      ["train", 100, Math.sqrt(24) / 0.6],
    ] as const) {
      for (const { value = 0, height } of shape(picture, mode).cells) {
        const z = (value - mean) / sd;
        const density = (Math.exp((-z * z) / 2) / sd / Math.sqrt(2 * Math.PI)) * binWidth;
        if (Math.abs(z) < 1.5) assert.ok(Math.abs(height / density - 1) < 0.05, `${mode} at ${value}`);
      }
    }
  });
  it("shows the predicted means", () => {
    assert.deepEqual(
      picture.shapes.map(({ predicted }) => predicted),
      [100, 60, 100],
    );
  });
  it("names each curve, and eval with its value", () => {
    assert.deepEqual(
      picture.labels.map(({ text }) => text),
      ["eval 100.0", "unscaled", "train"],
    );
  });
  it("tells what is under the pointer", () => {
    const { rows } = hoverAt(picture, 60.2);
    assert.equal(rows[1]!.text.replaceAll("\u00a0", " "), "8.120 % (812) at 60.00");
    assert.equal(rows[0]!.text, "0");
    assert.match(hoverAt(picture, 99.5).rows[0]!.text, /^100.%.\(10\u202f000\), all at 100\.0$/);
  });
  it("says its finding to those who do not see it", () => {
    assert.match(picture.label, /^Distribution of the output of Linear\(100, 1, bias=False\).*Without scaling/);
  });
});

describe("the picture of a layer", () => {
  it("draws exact zeros as a lollipop, and fits the y axis to the bars", () => {
    const picture = pictureOf(wide(), 2);
    for (const { stems, cells } of picture.shapes) {
      assert.equal(stems.length, 1);
      assert.ok(Math.abs(stems[0]!.share - 0.5) < 0.01);
      assert.ok(cells.every(({ share }) => share < 0.2));
    }
    assert.ok(picture.scales.y.max < 0.2);
  });
  it("has between 30 and 120 visible bins", () => {
    for (const layer of [0, 1, 2]) {
      const { x, binExponent } = pictureOf(wide(), layer).scales;
      const bins = (x.max - x.min) / 2 ** binExponent;
      assert.ok(bins >= 29 && bins <= 121, `${bins}`);
    }
  });
  it("draws up to twelve irregular values as lollipops", () => {
    const picture = pictureOf(
      single([
        [-3, 10],
        [1, 5],
        [1.5, 5],
        [7, 80],
      ]),
      0,
    );
    assert.deepEqual(
      shape(picture, "eval").stems.map(({ x, count }) => [x, count]),
      [
        [-3, 10],
        [1, 5],
        [1.5, 5],
        [7, 80],
      ],
    );
  });
  it("bins more irregular values, so that none stands too high", () => {
    const values = Array.from({ length: 200 }, (_, i): [number, number] => [Math.sqrt(i + 1) * 10, 5]);
    const picture = pictureOf(single(values), 0);
    assert.ok(shape(picture, "eval").cells.every(({ value }) => value === undefined));
  });
  it("draws values closer than a pixel as one", () => {
    const picture = pictureOf(
      single([
        [0.5, 10],
        [1, 5],
        [1.000001, 5],
        [2, 80],
      ]),
      0,
    );
    assert.deepEqual(
      shape(picture, "eval").stems.map(({ count }) => count),
      [10, 10, 80],
    );
  });
  it("joins steps rather than let a share rise above 100 %", () => {
    const { shapes } = pictureOf(article(0.98), 1);
    for (const { cells } of shapes) assert.ok(cells.every(({ height }) => height <= 1 && height >= 0));
  });
  it("clips long tails at the 0.1 % quantiles and says so", () => {
    const picture = pictureOf(single([...normalEntries(0, 1, 100_000), [1_000, 20], [-500, 20]]), 0);
    assert.ok(picture.scales.x.max < 10 && picture.scales.x.min > -10);
    assert.equal(picture.notes.length, 1, "what is true of all modes is said once");
    assert.match(
      picture.notes[0]!,
      /^0\.03998.% of each mode lies outside the picture, down to −500\.0 and up to 1\u202f000$/,
    );
  });
  it("says of each mode what is true of it alone, and of two that share it once", () => {
    const normal = normalEntries(0, 1, 100_000);
    const tail = { ...summaryOf([...normal, [1_000, 20]]), nonFinite: { nan: 1, posInf: 0, negInf: 0 } };
    const layer = layerOf("Linear(1, 1)", "linear", 1, { eval: summaryOf(normal), unscaledTrain: tail, train: tail });
    layer.modes.train = { ...tail, nonFinite: { nan: 2, posInf: 3, negInf: 0 } };
    assert.deepEqual(pictureOf(reportOf(1, [{ kind: "linear", units: 1 }], [layer]), 0).notes, [
      "0.02000\u00a0% of each of unscaled and train lies outside the picture, up to 1\u202f000",
      "1 value of unscaled is not finite and not drawn",
      "5 values of train are not finite and not drawn",
    ]);
  });
  it("gives modes of the same numbers one name", () => {
    assert.deepEqual(
      pictureOf(single(normalEntries(0, 1, 1_000)), 0).labels.map(({ text }) => text),
      ["eval = unscaled = train"],
    );
  });
  it("stands in the middle where all modes are one value", () => {
    const { x, y } = pictureOf(single([[4, 10]]), 0).scales;
    assert.equal((x.min + x.max) / 2, 4);
    assert.deepEqual(y.ticks, []);
  });
  it("keeps its axes while a slider moves, and leaves them where they no longer fit", () => {
    const { scales } = pictureOf(article(0.4), 1);
    assert.equal(pictureOf(article(0.41), 1, { hold: scales }).scales, scales);
    assert.notEqual(pictureOf(article(0.9), 1, { hold: scales }).scales, scales);
  });
  it("has short round numbers at its axes", () => {
    const { x, y } = pictureOf(article(), 1, { pixels: 250 }).scales;
    assert.deepEqual(
      x.ticks.map(({ label }) => label),
      ["40", "60", "80", "100", "120"],
    );
    assert.deepEqual(
      y.ticks.map(({ label }) => label.replace("\u00a0", " ")),
      ["0 %", "10 %", "20 %"],
    );
  });
  it("accounts for every finite value of any network", () => {
    const kinds = ["relu", "tanh", "sigmoid", "identity"].map((kind) => fc.constant({ kind }));
    const layer = fc.oneof(
      fc.record({ kind: fc.constant("linear"), units: fc.integer({ min: 1, max: 20 }) }),
      fc.record({ kind: fc.constant("dropout"), p: fc.constantFrom(0, 0.001, 0.3, 0.5, 0.99, 1) }),
      ...kinds,
    );
    const network = fc.record({
      layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
      trials: fc.constantFrom(1, 3, 50),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(network, (rest) => {
        const input = { units: 10, distribution: { kind: "normal", mean: 1, std: 1 } };
        const report = runHere(parseSpec({ version: 1, input, ...rest }));
        report.layers.forEach((_, index) => {
          const picture = pictureOf(report, index);
          for (const { cells, stems, constant, count } of picture.shapes) {
            const drawn = [...cells, ...stems].reduce((sum, each) => sum + each.count, 0);
            assert.equal(constant === null ? drawn : count, count);
          }
          assert.ok(picture.scales.x.max > picture.scales.x.min);
        });
      }),
      { numRuns: 60 },
    );
  });
});
