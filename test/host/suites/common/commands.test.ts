import assert from "node:assert/strict";
import * as vscode from "vscode";
import { readSpecText } from "../../../../src/extension/spec-files/issues-in-text";
import { VIEWS } from "../../../../src/extension/base/ids";
import { activeTab, api, closeAll, sample, until } from "./samples";

/** The title of the panel in front. */
const panel = (): string | false => {
  const tab = activeTab();
  return tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith(VIEWS.panel) && tab.label;
};

async function selectIn(name: string, start: string, end: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(sample(name));
  const editor = await vscode.window.showTextDocument(document);
  const from = document.getText().indexOf(start);
  const to = document.getText().indexOf(end, from) + end.length;
  editor.selection = new vscode.Selection(document.positionAt(from), document.positionAt(to));
}

describe("the commands", () => {
  before(() => api());
  afterEach(() => closeAll());

  // Before any other: nothing may have shown the sidebar yet.
  it("Open in Editor shows the article where nothing was ever opened", async () => {
    await vscode.commands.executeCommand("dropoutExplorer.openInEditor");
    assert.equal(await until("the panel", panel), "100-1, p = 0.4");
  });

  it("Copy Report opens the sidebar where nothing is open, and goes on", async () => {
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("dropoutExplorer.copyReport");
    const report = JSON.parse(await vscode.env.clipboard.readText()) as { kind: string; runs: unknown };
    assert.deepEqual([report.kind, report.runs], ["explore", [{ seed: 0, trials: 10_000 }]]);
  });

  it("Copy Report goes on where another view covers the sidebar before that is ready", async () => {
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("workbench.view.explorer");
    const copied = vscode.commands.executeCommand("dropoutExplorer.copyReport");
    // Long enough for the view to be on its way, and not for it to be ready.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await vscode.commands.executeCommand("workbench.view.explorer");
    await copied;
    const report = JSON.parse(await vscode.env.clipboard.readText()) as { kind: string };
    assert.equal(report.kind, "explore");
  });

  it("Explore Selection shows the layers of a Python file, one panel for one after another", async () => {
    await selectIn("layers.py", "nn.Sequential(\n    # input", "\n)");
    await vscode.commands.executeCommand("dropoutExplorer.exploreSelection");
    assert.equal(await until("the panel", panel), "article: 100-1, p = 0.4");
    await selectIn("layers.py", "nn.Sequential(\n    nn.Linear(784", "\n)");
    await vscode.commands.executeCommand("dropoutExplorer.exploreSelection");
    await until("the panel to follow", () => panel() === "classifier: 784-512-10, p = 0.5");
    const panels = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.equal(panels.length, 1);
  });

  it("Explore Selection without a selection reads the line", async () => {
    const document = await vscode.workspace.openTextDocument({ content: "some words\nDropout(0.25), Linear(8, 2)\n" });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 3, 1, 3);
    await vscode.commands.executeCommand("dropoutExplorer.exploreSelection");
    assert.equal(await until("the panel", panel), "8-2, p = 0.25");
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.window.showTextDocument(document);
  });

  it("New Spec File opens the article under a name of its own, with the trials and seed of the settings", async () => {
    const settings = vscode.workspace.getConfiguration("dropoutExplorer");
    await settings.update("defaultTrials", 1234, vscode.ConfigurationTarget.Workspace);
    await settings.update("defaultSeed", 5, vscode.ConfigurationTarget.Workspace);
    await vscode.commands.executeCommand("dropoutExplorer.newSpecFile");
    const document = await until("the new file", () => {
      const open = vscode.window.activeTextEditor?.document;
      return open?.isUntitled && open.getText() !== "" && open;
    });
    assert.match(document.uri.path, /\/experiment\.dropout\.json$/);
    assert.equal(document.languageId, "jsonc");
    const read = readSpecText(document.getText());
    assert.ok("spec" in read);
    assert.deepEqual([read.spec.trials, read.spec.seed, read.spec.input.units], [1234, 5, 100]);
    await settings.update("defaultTrials", undefined, vscode.ConfigurationTarget.Workspace);
    await settings.update("defaultSeed", undefined, vscode.ConfigurationTarget.Workspace);
  });

  it("Open shows the sidebar, and its state opens in an editor", async () => {
    await vscode.commands.executeCommand("dropoutExplorer.open");
    for (let left = 100; left > 0 && !panel(); left--) {
      await vscode.commands.executeCommand("dropoutExplorer.openInEditor");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(panel(), "100-1, p = 0.4");
  });

  it("Copy as PyTorch and Copy Report put the experiment that was used last on the clipboard", async () => {
    await vscode.env.clipboard.writeText("");
    await vscode.commands.executeCommand("dropoutExplorer.copyPytorch");
    assert.match(await vscode.env.clipboard.readText(), /nn\.Dropout\(p=0\.4\)/);
    await vscode.commands.executeCommand("dropoutExplorer.copyReport");
    const report = JSON.parse(await vscode.env.clipboard.readText()) as { kind: string; runs: unknown };
    assert.deepEqual([report.kind, report.runs], ["explore", [{ seed: 0, trials: 10_000 }]]);
  });

  it("Get Started opens the walkthrough", async () => {
    await vscode.commands.executeCommand("dropoutExplorer.openWalkthrough");
    await until("the walkthrough", () => /Dropout Explorer|Welcome|Walkthrough/.test(activeTab()?.label ?? ""));
  });
});
