import assert from "node:assert/strict";
import * as vscode from "vscode";
import { openedNotebook } from "./notebooks";
import { activeTab, api, closeAll, until, written } from "./samples";

const NET = `from torch import nn

net = nn.Sequential(
    nn.Linear(64, 32),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(32, 10),
)
`;
const TITLE = "Dropout: 1 site, p = 0.5 · Explore";

/** The lines of ours above models in a document, as an editor asks for them. */
async function lenses(uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
  return all.filter(({ command }) => command?.command.startsWith("dropoutExplorer."));
}
const titles = async (uri: vscode.Uri) => (await lenses(uri)).map(({ command }) => command?.title);

/** What is said at a place of a document. */
async function hovers(document: vscode.TextDocument, what: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(what) + 1);
  const all = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    position,
  );
  return all.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value).join("\n"); // prettier-ignore
}

/** The title of the panel in sight. */
const panel = (): string | undefined =>
  vscode.window.tabGroups.all
    .map(({ activeTab }) => activeTab)
    .find((tab) => tab?.input instanceof vscode.TabInputWebview)?.label;

/** A file of its own for each test: one that is written while it is open has not settled yet. */
const opened = async (name: string, text = NET): Promise<vscode.TextDocument> =>
  vscode.workspace.openTextDocument(await written(name, text));

/** Puts a text in the place of another in a document. */
async function replace(document: vscode.TextDocument, from: number, length: number, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(from), document.positionAt(from + length)), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Waits until a document has exactly these lines above its models. */
const untilTitled = async (uri: vscode.Uri, expected: readonly string[]): Promise<void> => {
  for (let left = 100; left > 0; left--) {
    if (JSON.stringify(await titles(uri)) === JSON.stringify(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.deepEqual(await titles(uri), expected);
};

describe("models in code", () => {
  before(() => api());
  afterEach(() => closeAll());

  it("have a line above them, which explores them beside the code", async () => {
    const document = await opened("explored.py");
    await vscode.window.showTextDocument(document);
    const [lens, ...others] = await lenses(document.uri);
    assert.deepEqual([lens?.command?.title, lens?.range.start.line, others.length], [TITLE, 2, 0]);
    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments as unknown[]));
    await until("the panel", () => panel() === "net: 64-32-10, p = 0.5");
    assert.ok(vscode.window.visibleTextEditors.some((editor) => editor.document === document));
  });

  it("have no such line once the setting switches it off, and again after", async () => {
    const document = await opened("switched.py");
    const settings = vscode.workspace.getConfiguration("dropoutExplorer");
    await settings.update("codeLens", false, vscode.ConfigurationTarget.Workspace);
    await untilTitled(document.uri, []);
    await settings.update("codeLens", undefined, vscode.ConfigurationTarget.Workspace);
    await untilTitled(document.uri, [TITLE]);
  });

  it("are read again while they are typed", async () => {
    const document = await opened("typed.py", "");
    assert.deepEqual(await titles(document.uri), []);
    await replace(document, 0, 0, NET);
    await untilTitled(document.uri, [TITLE]);
    await replace(document, NET.indexOf("0.5"), 3, "0.25");
    await untilTitled(document.uri, ["Dropout: 1 site, p = 0.25 · Explore"]);
    await vscode.window.showTextDocument(document);
  });

  it("say on a dropout, and on nothing else, what it does", async () => {
    const document = await opened("hovered.py");
    const text = await hovers(document, "Dropout");
    for (const fact of ["probability to drop", "stays μ", "docs.pytorch.org", "command:dropoutExplorer.exploreModel"]) {
      assert.ok(text.includes(fact), fact);
    }
    assert.equal(await hovers(document, "Linear"), "");
  });

  it("are read in untitled files", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "python", content: NET });
    assert.deepEqual(await titles(document.uri), [TITLE]);
    const [lens] = await lenses(document.uri);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments as unknown[]));
    await until("the panel", () => panel() === "net: 64-32-10, p = 0.5");
    await vscode.window.showTextDocument(document);
  });

  it("are not sought in an untitled file that was closed, which would be made anew", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "python", content: NET });
    const column = { viewColumn: vscode.ViewColumn.One };
    await vscode.window.showTextDocument(document, column);
    const [lens] = await lenses(document.uri);
    const [target] = lens!.command!.arguments as [object];
    await vscode.commands.executeCommand("dropoutExplorer.exploreModel", target);
    await until("the panel", () => panel() === "net: 64-32-10, p = 0.5");
    await vscode.window.showTextDocument(document, column);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await until("the file to close", () => document.isClosed);
    await vscode.commands.executeCommand("dropoutExplorer.revealInCode", target);
    assert.ok(vscode.workspace.textDocuments.every(({ uri }) => uri.scheme !== "untitled"));
  });

  it("are not looked for in other languages", async () => {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content: NET });
    assert.deepEqual(await titles(document.uri), []);
  });

  it("are read in the cells of a notebook of any kernel", async () => {
    const { notebook } = await openedNotebook("models.ipynb", "python3", ["import torch", NET]);
    const { document } = notebook.cellAt(1);
    await untilTitled(document.uri, [TITLE]);
    assert.match(await hovers(document, "Dropout"), /probability to drop/);
    const [lens] = await lenses(document.uri);
    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments as unknown[]));
    await until("the panel", () => panel() === "net: 64-32-10, p = 0.5");
  });

  it("are shown where they stand by Reveal in Code, and read again by Refresh from Code", async () => {
    const document = await opened("revealed.py", `${NET}\nlast = 1\n`);
    const [lens] = await lenses(document.uri);
    const [target] = lens!.command!.arguments as [object];
    await vscode.commands.executeCommand("dropoutExplorer.revealInCode", { ...target, layer: { index: 2, name: "2" } });
    const editor = await until("the editor", () => vscode.window.activeTextEditor);
    assert.equal(document.getText(editor.selection), "nn.Dropout(0.5)");
    await vscode.commands.executeCommand("dropoutExplorer.exploreModel", target);
    await until("the panel", () => panel() === "net: 64-32-10, p = 0.5");
    await replace(document, NET.indexOf("0.5"), 3, "0.125");
    // Until the panel has said what it shows, there is nothing to refresh.
    for (let left = 100; left > 0 && panel() !== "net: 64-32-10, p = 0.125"; left--) {
      await vscode.commands.executeCommand("dropoutExplorer.refreshFromCode");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(panel(), "net: 64-32-10, p = 0.125");
    await vscode.window.showTextDocument(document);
    assert.ok(activeTab());
  });
});
