import assert from "node:assert/strict";
import * as vscode from "vscode";
import { ARTICLE, PRESETS } from "../../../../src/core/presets";
import type { ExploreReport } from "../../../../src/formats/index";
import { asRecorded, digestOf, RECORDED_BYTES } from "../../../unit/core/recorded-bytes";
import { api, closeAll, written } from "./samples";

describe("explore, which activate returns", () => {
  it("measures the article's means within four standard errors, in workers of this host", async () => {
    const { explore } = await api();
    const report = await explore(ARTICLE.spec);
    const { eval: evaluation, train, unscaledTrain } = report.layers[1]?.modes ?? assert.fail("no second layer");
    assert.equal(evaluation.mean, 100);
    // Standard deviations sqrt(100 p q) = 4.899 and sqrt(100 p / q) = 8.165, of 10 000 trials.
    assert.ok(Math.abs((unscaledTrain.mean ?? NaN) - 60) < 4 * 0.04899, String(unscaledTrain.mean));
    assert.ok(Math.abs((train.mean ?? NaN) - 100) < 4 * 0.08165, String(train.mean));
  });

  it("refuses a spec that does not fit, by its place", async () => {
    const { explore } = await api();
    const layers = [{ kind: "dropout" as const, p: 1.5 }];
    await assert.rejects(explore({ ...ARTICLE.spec, layers }), /layers\[0\]\.p/);
  });

  it("ends with the signal's reason where it is aborted", async () => {
    const { explore } = await api();
    const controller = new AbortController();
    const run = explore({ ...ARTICLE.spec, trials: 1_000_000_000 }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 200);
    await assert.rejects(run, /enough/);
  });
});

describe("the bytes of a report", () => {
  afterEach(() => closeAll());

  for (const { id, spec } of PRESETS) {
    it(`of the preset "${id}" are the recorded ones, from workers of this host and of a webview`, async () => {
      const { explore } = await api();
      assert.equal(await digestOf(asRecorded(await explore(spec))), RECORDED_BYTES[id]);

      const file = await written(`bytes-${id}.dropout.json`, JSON.stringify(spec));
      await vscode.commands.executeCommand("dropoutExplorer.exploreSpecFile", file);
      await vscode.commands.executeCommand("dropoutExplorer.copyReport");
      const report = JSON.parse(await vscode.env.clipboard.readText()) as ExploreReport;
      assert.equal(await digestOf(asRecorded(report)), RECORDED_BYTES[id]);
    });
  }
});
