import { shown } from "../fake-vscode";
import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { Pages } from "../../../../src/extension/webview/pages";
import type { Panels } from "../../../../src/extension/webview/panels";
import { ReportPanels } from "../../../../src/extension/webview/report-panels";
import { fakeReport } from "../../app/fakes";
import { ARTICLE } from "../../../../src/core/presets";

const report = fakeReport(ARTICLE.spec, 10);
const stored = (value: unknown): unknown => ({ type: "report", title: "net.json", report: value });

/** What a person reads where a panel of the last session comes back with what was stored. */
async function comingBack(value: unknown): Promise<{ readonly isOpen: boolean; readonly said: readonly string[] }> {
  shown.length = 0;
  let isOpen = true;
  const panel = {
    title: "net.json",
    webview: { onDidReceiveMessage: () => undefined },
    dispose: () => (isOpen = false),
  };
  const panels = new ReportPanels({ load: () => undefined } as unknown as Pages, {} as unknown as Panels);
  await panels.deserializeWebviewPanel(panel as unknown as vscode.WebviewPanel, value);
  return { isOpen, said: shown.map(({ text }) => text) };
}

describe("A report of the last session", () => {
  it("comes back where it was stored", async () => {
    assert.deepEqual(await comingBack(stored(report)), { isOpen: true, said: [] });
  });

  for (const [what, value, says] of [
    ["that was not stored", undefined, /too large to restore/],
    ["of a newer version", stored({ ...report, version: 99 }), /newer version of Dropout Explorer/],
    ["that is damaged", stored({ ...report, layers: 3 }), /is damaged/],
    ["whose message is damaged", { type: "report", report }, /is damaged/],
    ["that is another thing", 7, /is damaged/],
  ] as const) {
    it(`${what} is closed, and a message says why`, async () => {
      const { isOpen, said } = await comingBack(value);
      assert.equal(isOpen, false);
      assert.equal(said.length, 1);
      assert.match(said[0]!, says);
    });
  }
});
