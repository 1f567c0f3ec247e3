import assert from "node:assert/strict";
import * as vscode from "vscode";
import { EXAMPLE } from "../../../../src/extension/notebooks/example";
import { isMadeHere } from "../../../../src/extension/notebooks/made-here";
import { activeNotebook, fileOf, openedNotebook } from "./notebooks";
import { api, closeAll, sample, until, written } from "./samples";

const texts = (notebook: vscode.NotebookDocument): string[] =>
  notebook.getCells().map(({ document }) => document.getText());

describe("New Notebook", () => {
  before(() => api());

  it("opens an untitled notebook with the example, for the kernel that it names", async () => {
    await vscode.commands.executeCommand("dropoutExplorer.newNotebook");
    const notebook = await activeNotebook();
    assert.deepEqual([notebook.isUntitled, notebook.notebookType], [true, "jupyter-notebook"]);
    assert.deepEqual(
      texts(notebook),
      EXAMPLE.map(({ text }) => text),
    );
    assert.equal(isMadeHere(notebook.metadata), true);
  });
});

describe("Add Dropout Probe to Notebook", () => {
  before(() => api());
  // Not between the tests: VS Code 1.100 at times shows no notebook right after another was closed.
  after(() => closeAll());

  const CELLS = ["import torch\nfrom torch import nn", "net = nn.Sequential(nn.Dropout(0.5))", "batch = torch.ones(3)"];
  const module = () => sample("dropout_probe.py");
  const text = async (): Promise<string> => new TextDecoder().decode(await vscode.workspace.fs.readFile(module()));

  /** Runs the command and accepts the first variable that it offers. */
  async function addProbe(): Promise<void> {
    const added = vscode.commands.executeCommand("dropoutExplorer.addProbe");
    const soon = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 250));
    // The list takes a moment to be there.
    while (!(await Promise.race([added.then(() => true), soon()]))) {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    }
  }

  it("puts the module beside the notebook and a cell that calls it behind the selected one, and runs nothing", async () => {
    const editor = await openedNotebook("model.ipynb", "python3", CELLS);
    editor.selection = new vscode.NotebookRange(1, 2);
    await addProbe();
    assert.match(await text(), /def probe\(/);
    assert.equal(editor.notebook.cellCount, 4);
    const cell = editor.notebook.cellAt(2);
    assert.equal(cell.document.getText(), "from dropout_probe import probe\n\nprobe(net, batch)");
    assert.deepEqual([cell.document.languageId, cell.executionSummary?.executionOrder], ["python", undefined]);
    await editor.notebook.save();
    assert.equal((await fileOf(editor.notebook.uri)).cells.length, 4);
  });

  it("leaves a module that is the same but for its line ends as it is", async () => {
    await openedNotebook("same.ipynb", "python3", CELLS);
    await written("dropout_probe.py", (await text()).replace(/\n/g, "\r\n"));
    await addProbe();
    assert.match(await text(), /\r\n/);
    await until("the cell", () => vscode.window.activeNotebookEditor?.notebook.cellCount === 4);
    await vscode.workspace.fs.delete(module());
  });
});
