import assert from "node:assert/strict";
import { join } from "node:path";
import { parseReport, type ProbeReport } from "../../../src/formats/index";
import { depthFigure, layerSentence, layerTable, pictureOf, shownLayer, sparkFigure } from "../../../src/figure/index";
import { pythonWithTorch, runProgram } from "./torch";

const FOLDER = join(__dirname, "..", "..", "..", "media", "python");
const PROGRAM = `
import json, sys
sys.path.insert(0, ${JSON.stringify(FOLDER)})
import torch
from torch import nn
from torch.nn import functional as F
from dropout_probe import probe

class Always(nn.Module):
    def forward(self, x):
        return F.dropout(torch.relu(x), 0.5)

class Skips(nn.Module):
    def forward(self, x):
        return F.dropout(x, 0.5) if self.training else x

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
    probe(mlp, [torch.randn(40, 8), torch.randn(30, 8)], passes=1),
    probe(mlp, torch.randn(400, 8), passes=1),
    probe(mlp, 1e4 * torch.rand(200, 8), passes=40),
    probe(Always(), torch.randn(60, 8), passes=20),
    probe(Skips(), torch.randn(60, 8), passes=20),
]
whole = [report.to_json() for report in reports]
shown = [json.dumps(report._repr_mimebundle_()["application/vnd.dropout-explorer.v1+json"], allow_nan=False) for report in reports]
told = [{"text": report._repr_mimebundle_()["text/plain"], "svg": report._repr_mimebundle_()["image/svg+xml"]} for report in reports]
print("[[" + ",".join(whole + shown) + "]," + json.dumps(told) + "]")
`;

describe("reports of dropout_probe.py", function () {
  this.timeout(120_000);
  let given: unknown[] = [];
  /** What a notebook shows of the first half of them where nothing else draws them. */
  let told: { readonly text: string; readonly svg: string }[] = [];
  let reports: ProbeReport[] = [];

  before(function () {
    if (pythonWithTorch === undefined) {
      console.warn("      SKIPPED: no Python with torch; set DROPOUT_EXPLORER_PYTHON to one that has it.");
      this.skip();
    }
    [given, told] = JSON.parse(runProgram(PROGRAM)) as [unknown[], typeof told];
    reports = given.map((each) => parseReport(each) as ProbeReport);
  });

  it("are read as they are written: no key is missing, none is unknown", () => {
    assert.equal(reports.length, 22);
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

  it("say in their text of each layer what the table says: means, and how they lie to eval's", () => {
    const plain = (text: string) => text.replaceAll("\u2212", "-").replaceAll(/[\u00a0\u2009\u202f]/g, " ");
    const shut = (text: string) => plain(text).replaceAll(/(?<=\d) (?=\d)/g, "");
    told.forEach(({ text }, at) => {
      const report = reports[at]!;
      const lines = text.split("\n").slice(3, 3 + report.layers.length);
      report.layers.forEach((layer, index) => {
        const { rows } = layerTable(report, index);
        const cells = (id: string) => rows.find((row) => row.id === id)!.cells;
        const [mean, versus, sd] = [cells("mean"), cells("versusEval"), cells("sd")];
        const modes = ["eval", "unscaledTrain", "train"] as const;
        const expected = [
          layer.role,
          ...modes.map((mode) => mean[mode].text),
          ...modes.slice(1).map((mode) => versus[mode].text),
          ...modes.map((mode) => sd[mode].text),
        ].map(shut);
        const found = lines[index]!.split(/ {2,}/).slice(2, 2 + expected.length);
        assert.deepEqual(found, expected, `report ${at}, ${layer.name}`);
      });
    });
  });

  it("show in their picture the layer that the extension shows first", () => {
    told.forEach(({ svg }, at) => {
      const report = reports[at]!;
      const { name, label } = report.layers[shownLayer(report)]!;
      assert.ok(svg.includes(`>${name}, ${label}: `), `report ${at}: ${name}, ${label}`);
      assert.equal(svg.includes("drifts most"), depthFigure(report).drift !== null, `report ${at}`);
    });
  });

  it("say of each dropout with which probability it drops, so that its predictions are checked", () => {
    const [mlp] = reports;
    assert.match(layerSentence(mlp!, 0), /1\/\(1-p\) = 2 brings it to/);
  });
});
