import assert from "node:assert/strict";
import { join } from "node:path";
import { parseReport, type Report } from "../../../src/formats/index";
import { depthFigure, layerSentence, layerTable, pictureOf, sparkFigure } from "../../../src/figure/index";
import { pythonWithTorch, runProgram } from "./torch";

const FOLDER = join(__dirname, "..", "..", "..", "media", "python");
const PROGRAM = `
import json, sys
sys.path.insert(0, ${JSON.stringify(FOLDER)})
import torch
from torch import nn
from dropout_probe import probe

torch.manual_seed(0)
mlp = nn.Sequential(nn.Linear(8, 30), nn.ReLU(), nn.Dropout(0.5), nn.Linear(30, 4))
encoder = nn.TransformerEncoderLayer(16, 2, 32, dropout=0.1, batch_first=True)
ends = torch.randn(6, 4)
ends[0, 0], ends[1, 1] = float("nan"), float("inf")
reports = [
    probe(mlp, [torch.randn(20, 8), torch.randn(7, 8)], passes=4),
    probe(encoder, torch.randn(3, 5, 16)),
    probe(nn.Dropout(0.5), ends),
    probe(nn.Dropout(1.0), torch.full((9,), 2.0), passes=1),
    probe(nn.Linear(4, 1), torch.randn(3, 4)),
    probe(nn.Dropout(0.5), torch.randn(40, dtype=torch.float64) * 1e60),
]
whole = [report.to_json() for report in reports]
shown = [json.dumps(report._repr_mimebundle_()["application/vnd.dropout-explorer.v1+json"], allow_nan=False) for report in reports]
print("[" + ",".join(whole + shown) + "]")
`;

describe("reports of dropout_probe.py", function () {
  this.timeout(120_000);
  let given: unknown[] = [];
  let reports: Report[] = [];

  before(function () {
    if (pythonWithTorch === undefined) {
      console.warn("      SKIPPED: no Python with torch; set DROPOUT_EXPLORER_PYTHON to one that has it.");
      this.skip();
    }
    given = JSON.parse(runProgram(PROGRAM)) as unknown[];
    reports = given.map(parseReport);
  });

  it("are read as they are written: no key is missing, none is unknown", () => {
    assert.equal(reports.length, 12);
    assert.deepEqual(reports, given);
  });

  it("have their keys in the order of the format", () => {
    const text = JSON.stringify(given[0]);
    for (const layer of reports[0]!.layers) {
      const keys = Object.keys(layer.modes.train).join(" ");
      assert.match(
        keys,
        /^count zeros mean meanStandardError variance rootMeanSquare min max differenceFromEval histogram( atoms)?( predicted)?$/,
      );
    }
    assert.match(text, /^\{"version":1,"kind":"probe","model":/);
  });

  it("have a table, a sentence, a picture and a place in the overview for each layer", () => {
    for (const report of reports) {
      assert.equal(depthFigure(report).layers.length, report.layers.length);
      assert.equal(sparkFigure(report).sparks.length, report.layers.length);
      report.layers.forEach((_, index) => {
        assert.ok(layerTable(report, index).rows.length > 0);
        assert.ok(layerSentence(report, index).length > 0);
        assert.equal(pictureOf(report, index).shapes.length, 3);
      });
    }
  });

  it("say of each dropout with which probability it drops, so that its predictions are checked", () => {
    const [mlp] = reports;
    assert.match(layerSentence(mlp!, 0), /1\/\(1-p\) = 2 brings it to/);
  });
});
