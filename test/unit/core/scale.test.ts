import assert from "node:assert/strict";
import { mergeReports, noiseOf, PRESETS, scaleOf } from "../../../src/core/index";
import type { ExploreReport, LayerReport } from "../../../src/formats/index";
import { asRecorded } from "./recorded-bytes";
import { close, constant, dropout, linear, normal, relu, run, specOf } from "./support";

const values = (...numbers: number[]) => ({ kind: "values" as const, values: numbers });

const last = ({ layers }: ExploreReport): LayerReport => layers.at(-1)!;
const preset = (id: string) => PRESETS.find((one) => one.id === id)!.spec;
const noise = (report: ExploreReport, mode: "train" | "unscaledTrain", layer = report.layers.length - 1): number =>
  noiseOf(report.layers[layer]!, mode)!.value;

describe("the scale of a layer", () => {
  const scaleOfInput = (...numbers: number[]) =>
    run(specOf(numbers.length, values(...numbers), [dropout(0.5)], { trials: 10 })).layers[0]!.scale;

  it("is the mean where eval's values have one sign, zeros aside", () => {
    assert.equal(scaleOfInput(1, 2, 0, 3), "mean");
    assert.equal(scaleOfInput(-1, -2, 0, -3), "mean");
  });

  it("is the mean up to one value in a hundred of the other sign, and no further", () => {
    const positive = Array.from({ length: 99 }, (_, i) => 1 + i);
    assert.equal(scaleOfInput(...positive, -1), "mean");
    assert.equal(scaleOfInput(...positive, -1, -1), "rootMeanSquare");
  });

  it("is none where eval is all zero", () => assert.equal(scaleOfInput(0, 0), null));

  it("is the root mean square of values about zero", () => {
    assert.equal(last(run(specOf(20, normal(0, 1), [dropout(0.5)], { trials: 50 }))).scale, "rootMeanSquare");
  });

  it("is decided now where a report of an older version does not say it", () => {
    const report = run(specOf(20, normal(0, 1), [linear(5), relu, dropout(0.5)], { trials: 50 }));
    const old = JSON.parse(asRecorded(report)) as ExploreReport;
    assert.ok(old.layers.every(({ scale }) => scale === undefined));
    assert.deepEqual(old.layers.map(scaleOf), report.layers.map(scaleOf));
  });

  for (const { id, spec } of PRESETS) {
    it(`does not change with more trials on the preset "${id}"`, () => {
      const scales = [20, 100].map((trials) => run({ ...spec, trials }).layers.map(({ scale }) => scale));
      assert.deepEqual(scales[0], scales[1]);
    });
  }

  it("keeps the headline of the MLP's last layer over eight draws of its parameters, within a factor of 1.6", () => {
    const headlines = Array.from({ length: 8 }, (_, parameterSeed) => {
      const layer = last(run({ ...preset("mlp"), trials: 60, parameterSeed }));
      assert.equal(layer.scale, "rootMeanSquare");
      return layer.modes.unscaledTrain.rootMeanSquare! / layer.modes.eval.rootMeanSquare! - 1;
    });
    assert.ok(headlines.every((change) => change < 0));
    assert.ok(Math.min(...headlines) / Math.max(...headlines) < 1.6, headlines.join(" "));
  }).timeout(120_000);
});

describe("the noise of a layer", () => {
  it("of the article's neuron is 8 %: sqrt(100 p / q) of 100 in train, sqrt(40^2 + 24) in unscaled train", () => {
    const report = run(preset("article"));
    const { train, unscaledTrain } = last(report).modes;
    close(train.differenceFromEval!.rootMeanSquare, Math.sqrt((100 * 0.4) / 0.6), 0.2);
    close(unscaledTrain.differenceFromEval!.rootMeanSquare, Math.hypot(40, Math.sqrt(24)), 0.2);
    close(noise(report, "train"), 0.0816, 0.002);
  });

  it("directly after a dropout is sqrt(p / q) of eval's RMS in train, and sqrt(p) in unscaled train", () => {
    for (const input of [constant(3), normal(1, 2)]) {
      const report = run(specOf(100, input, [dropout(0.3)], { trials: 600 }));
      close(noise(report, "train"), Math.sqrt(0.3 / 0.7), 0.02);
      close(noise(report, "unscaledTrain"), Math.sqrt(0.3), 0.02);
    }
  });

  it("is exactly 0 before the first dropout, and where nothing is dropped", () => {
    const before = run(specOf(20, normal(0, 1), [linear(5), dropout(0.5)], { trials: 50 }));
    assert.equal(noise(before, "train", 0), 0);
    for (const input of [constant(0.1), normal(0, 1)]) {
      const report = run(specOf(20, input, [dropout(0), linear(3), relu], { trials: 50 }));
      report.layers.forEach((_, i) => assert.equal(noise(report, "train", i), 0));
    }
  });

  it("is the root mean square in eval where everything is dropped", () => {
    const report = run(specOf(20, normal(0, 1), [dropout(1)], { trials: 50 }));
    close(noise(report, "train"), 1, 1e-12);
  });

  it("is in the activation's own unit where eval is all zero", () => {
    const report = run(specOf(2, values(0, 0), [dropout(0.5)], { trials: 50 }));
    assert.deepEqual(noiseOf(last(report), "train"), { unit: "absolute", value: 0 });
  });

  it("of merged reports is that of all trials, and is left out where one report does not say it", () => {
    const spec = specOf(20, normal(0, 1), [linear(5), relu, dropout(0.5), linear(3)], { trials: 300 });
    const [a, b] = [run(spec), run({ ...spec, seed: 1, trials: 100 })];
    const square = (report: ExploreReport) => last(report).modes.train.differenceFromEval!.rootMeanSquare! ** 2;
    const merged = mergeReports(a, b);
    close(square(merged), (300 * square(a) + 100 * square(b)) / 400, 1e-12);
    const old = JSON.parse(asRecorded(b)) as ExploreReport;
    assert.equal(last(mergeReports(a, old)).modes.train.differenceFromEval!.rootMeanSquare, undefined);
    assert.ok(!("scale" in last(mergeReports(a, old))));
  });
});
