import assert from "node:assert/strict";
import {
  bundleOf,
  depthFigure,
  layerSentence,
  layerTable,
  pictureOf,
  reportText,
  sparkFigure,
} from "../../../src/figure/index";
import type { ActivationSummary, Mode, ProbeReport } from "../../../src/formats/index";
import { parseReport } from "../../../src/formats/index";
import { NOTHING } from "./arbitrary-report";
import { probe, probedArticle } from "./probe-reports";

const nothing: ActivationSummary = { ...NOTHING, atoms: { values: [], counts: [] } };

/** The article as if it had been probed, whose first layer some modes do not come by. */
function without(...modes: Mode[]): ProbeReport {
  const [drop, output] = probedArticle().layers;
  const absent = Object.fromEntries(modes.map((mode) => [mode, nothing]));
  const left = Object.entries({ ...drop!.modes, ...absent }).map(([mode, summary]) => {
    const alone = { ...summary };
    delete alone.differenceFromEval;
    return [mode, alone];
  });
  const own = { ...drop!, modes: Object.fromEntries(left) as ProbeReport["layers"][number]["modes"] };
  return parseReport(probe({ layers: [own, output!], notes: [] })) as ProbeReport;
}

/** Everything that is said of the first layer. */
function wordsOf(report: ProbeReport): string {
  const cells = layerTable(report, 0).rows.flatMap((row) =>
    Object.values(row.cells).flatMap(({ text, note }) => [text, note ?? ""]),
  );
  const { label, notes } = pictureOf(report, 0);
  return [...cells, label, ...notes, reportText(report), bundleOf(report)["image/svg+xml"]].join("\n");
}

const rowOf = (report: ProbeReport, id: string) => layerTable(report, 0).rows.find((row) => row.id === id)!.cells;

describe("a dropout that a mode does not come by", () => {
  it("where it is evaluation, is not compared, and the sentence says why", () => {
    const report = without("eval");
    assert.match(
      layerSentence(report, 0),
      /^Evaluation doesn't pass through here, so there's nothing to compare with: on average this dropout passes on \S+ in training without scaling, \S+ with it\.$/,
    );
    for (const id of ["versusEval", "rmsVersusEval"]) {
      assert.deepEqual(rowOf(report, id).train, { text: "–", note: "not reached in eval" });
    }
    for (const id of ["mean", "sd", "rms", "zeros", "predictedMean"]) {
      assert.deepEqual(rowOf(report, id).eval, { text: "–", note: "not reached in eval" });
    }
  });

  it("where it is training, says what evaluation gives", () => {
    const report = without("train", "unscaledTrain");
    assert.match(
      layerSentence(report, 0),
      /^Training doesn't pass through here, .* in evaluation this dropout passes on 1\./,
    );
    assert.deepEqual(rowOf(report, "versusEval").train, { text: "–", note: "not reached in train" });
    assert.deepEqual(rowOf(report, "zeros").unscaledTrain, { text: "–", note: "not reached in unscaled" });
  });

  it("has no figure that is not a number, anywhere", () => {
    for (const report of [without("eval"), without("train", "unscaledTrain")]) {
      assert.doesNotMatch(wordsOf(report), /NaN|Infinity|∞|undefined|same as in evaluation/);
      assert.equal(sparkFigure(report).sparks.length, 2);
    }
  });

  it("leaves the layers after it their verdict", () => {
    assert.equal(depthFigure(without("eval")).layers.length, 2);
    const [, output] = without("train", "unscaledTrain").layers;
    assert.ok(output!.modes.train.differenceFromEval);
    assert.equal(layerTable(without("train", "unscaledTrain"), 1).rows[2]!.cells.train.text, "equal");
  });
});

describe("a real model", () => {
  it("whose dropout drops in evaluation too has its verdict, and the sentence says so", () => {
    const [drop, output] = probedArticle().layers;
    const { train, unscaledTrain } = drop!.modes;
    const reference = { ...train };
    delete reference.differenceFromEval;
    const modes = {
      train: { ...train, differenceFromEval: { mean: 0, standardError: 0 } },
      eval: reference,
      unscaledTrain: { ...unscaledTrain, differenceFromEval: { mean: -0.4, standardError: 1e-3 } },
    };
    const report = probe({ layers: [{ ...drop!, modes, activeInEval: true }, output!] });
    assert.deepEqual(parseReport(report), report);
    const { cells } = layerTable(report, 0).rows.find(({ id }) => id === "versusEval")!;
    assert.equal(cells.train.text, "equal");
    assert.match(cells.unscaledTrain.text, /^−/);
    assert.match(layerSentence(report, 0), / It drops in evaluation too\.$/);
    assert.equal(layerTable(report, 1).rows[2]!.cells.train.text, "equal");
  });

  it("drifts also where no dropout was seen: what it could not see may be the cause", () => {
    const layers = probe().layers.slice(1);
    assert.notEqual(depthFigure(probe({ layers })).drift, null);
  });

  it("of which nothing can be compared is not said to keep its scale", () => {
    const [first] = without("eval").layers;
    assert.match(depthFigure(probe({ layers: [first!] })).label, /No layer can be compared with evaluation/);
  });

  it("whose mean parts before a dropout hears that from that dropout", () => {
    const report = probedArticle();
    const { train } = report.layers[0]!.modes;
    Object.assign(train, {
      mean: 1.5,
      differenceFromEval: { mean: 0.5, standardError: 1e-3 },
      predicted: { mean: 1.5, variance: 1, basis: "measured" },
    });
    assert.match(
      layerSentence(report, 0),
      /more than in evaluation: what enters has a mean of 1\.500 in training already;/,
    );
  });
});
