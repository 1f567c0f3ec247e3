import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { parseSpec } from "../../../src/formats/index";
import { layerTable, textTable, whyEmpty } from "../../../src/figure/index";
import { article, wide } from "./reports";

const note = (report: Parameters<typeof layerTable>[0], layer: number, mode: "eval" | "train") =>
  layerTable(report, layer).rows.find(({ id }) => id === "predictedMean")?.cells[mode].note;

describe("the table of a layer", () => {
  it("has a row for the noise where a report says it, and none where it does not", () => {
    const measured = runHere({ ...ARTICLE.spec, trials: 500 });
    const noise = layerTable(measured, 1).rows.find(({ id }) => id === "noise");
    assert.match(noise!.cells.train.text, /^[78]\.\d+\s%$/);
    assert.match(noise!.cells.unscaledTrain.text, /^40\.\d+\s%$/);
    assert.ok(layerTable(article(), 1).rows.every(({ id }) => id !== "noise"));
  });
  it("has the three modes as columns and an explanation of every term", () => {
    const { columns, rows } = layerTable(article(), 1);
    assert.deepEqual(
      columns.map(({ title }) => title),
      ["eval", "unscaled", "train"],
    );
    for (const { explanation } of [...columns, ...rows]) assert.match(explanation, /^[A-Z].{20,}\.$/);
  });
  it("is aligned plain text with the numbers of the sentence", () => {
    assert.equal(
      textTable(article(), 1).replaceAll("\u00a0", " "),
      [
        "                 eval  unscaled      train",
        "mean            100.0     60.00      100.0",
        "sd                  0     4.899      8.165",
        "mean vs eval           −40.00 %      equal",
        "RMS             100.0     60.20      100.3",
        "RMS vs eval            −39.80 %  +0.3328 %",
        "predicted mean  100.0     60.00      100.0",
        "predicted sd        0     4.899      8.165",
        "zeros             0 %       0 %        0 %",
      ].join("\n"),
    );
  });
  it("shows the root mean square at once only where a mean near zero allows no ratio", () => {
    const folded = (report: Parameters<typeof layerTable>[0], layer: number) =>
      layerTable(report, layer).rows.flatMap(({ id, folded: hidden }) => (hidden ? [id] : []));
    assert.deepEqual(folded(article(), 1), ["rms", "rmsVersusEval", "predictedMean", "predictedSd", "zeros"]);
    assert.deepEqual(folded(wide(), 1), ["predictedMean", "predictedSd", "zeros"]);
  });
  it("says why there is no prediction", () => {
    const linear = { kind: "linear", units: 4 };
    const report = runHere(
      parseSpec({
        version: 1,
        input: { units: 8, distribution: { kind: "normal", mean: 1, std: 1 } },
        layers: [{ kind: "dropout", p: 0.5 }, linear, linear, { kind: "relu" }, linear],
        trials: 100,
      }),
    );
    assert.deepEqual(
      report.layers.map((_, layer) => note(report, layer, "train")),
      [
        undefined,
        undefined,
        "beyond the first linear layer after dropout",
        "after ReLU: no closed form",
        "after ReLU: no closed form",
      ],
    );
  });
  it("counts what is not finite in a row of its own", () => {
    const report = runHere(
      parseSpec({
        version: 1,
        input: { units: 100, distribution: { kind: "constant", value: 1 } },
        layers: [
          { kind: "dropout", p: 0.5 },
          { kind: "linear", units: 1, weight: { kind: "constant", value: 3e38 } },
        ],
        trials: 100,
      }),
    );
    const row = layerTable(report, 1).rows.find(({ id }) => id === "nonFinite");
    assert.equal(row?.cells.eval.text, "100");
    assert.equal(note(report, 1, "eval"), "some values are not finite");
  });
  it("says once, in the row itself, why no mode has a prediction", () => {
    const report = runHere(
      parseSpec({
        version: 1,
        input: { units: 8, distribution: { kind: "normal", mean: 0, std: 1 } },
        layers: [
          { kind: "dropout", p: 0.5 },
          { kind: "linear", units: 8 },
          { kind: "relu" },
          { kind: "linear", units: 2 },
        ],
        trials: 500,
      }),
    );
    const why = (layer: number) => layerTable(report, layer).rows.map(whyEmpty).filter(Boolean);
    assert.deepEqual(why(1), []);
    assert.deepEqual(why(3), ["after ReLU: no closed form", "after ReLU: no closed form"]);
    assert.match(textTable(report, 3), /^predicted sd +after ReLU: no closed form$/m);
  });
});
