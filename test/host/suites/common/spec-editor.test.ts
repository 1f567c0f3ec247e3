import assert from "node:assert/strict";
import * as vscode from "vscode";
import { DocumentSync, type DocumentMessage } from "../../../../src/extension/editor/document-sync";
import { specDocumentOf } from "../../../../src/extension/editor/text-document";
import { VIEWS } from "../../../../src/extension/base/ids";
import { activeTab, api, closeAll, sample, until } from "./samples";

const file = () => sample("article.dropout.json");

describe("a spec file in its own editor", () => {
  before(() => api());
  afterEach(() => closeAll());

  it("opens by Explore Spec File, from the text editor and from the explorer", async () => {
    await vscode.window.showTextDocument(file());
    await vscode.commands.executeCommand("dropoutExplorer.exploreSpecFile");
    const custom = () => {
      const input = activeTab()?.input;
      return input instanceof vscode.TabInputCustom && input.viewType === VIEWS.specEditor && input.uri.toString();
    };
    assert.equal(await until("the custom editor", custom), file().toString());
    await closeAll();
    await vscode.commands.executeCommand("dropoutExplorer.exploreSpecFile", sample("relu.dropout.json"));
    assert.equal(await until("the custom editor", custom), sample("relu.dropout.json").toString());
  });

  it("opens as text unless asked otherwise", async () => {
    await vscode.commands.executeCommand("vscode.open", file());
    await until("the text editor", () => activeTab()?.input instanceof vscode.TabInputText);
  });

  it("has its edits in the text: one number changed, dirty, and undone in one step", async () => {
    const document = await vscode.workspace.openTextDocument(file());
    const before = document.getText();
    await vscode.commands.executeCommand("vscode.openWith", file(), VIEWS.specEditor);
    const told: DocumentMessage[] = [];
    const sync = new DocumentSync(
      specDocumentOf(document),
      (message) => told.push(message),
      (why) => assert.fail(why),
    );
    const base = sync.open() ?? assert.fail("not a spec");
    await sync.edit({ base, spec: { ...base, layers: [{ kind: "dropout", p: 0.5 }, ...base.layers.slice(1)] } });
    assert.equal(document.getText(), before.replace('"p": 0.4', '"p": 0.5'));
    await until("the dirty mark", () => activeTab()?.isDirty);
    await vscode.commands.executeCommand("undo");
    await until("the undo", () => document.getText() === before);
    await vscode.commands.executeCommand("redo");
    await until("the redo", () => document.getText() !== before);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await until("the revert", () => document.getText() === before && !document.isDirty);
    assert.deepEqual(told, []);
    sync.dispose();
  });
});
