import assert from "node:assert/strict";
import * as vscode from "vscode";
import { EXAMPLE } from "../../../../src/extension/notebooks/example";
import { isMadeHere } from "../../../../src/extension/notebooks/made-here";
import { activeNotebook, fileOf, openedNotebook } from "./notebooks";
import { api, closeAll, extension, sample, written } from "./samples";

const texts = (notebook: vscode.NotebookDocument): string[] =>
  notebook.getCells().map(({ document }) => document.getText());

describe("New Notebook", () => {
  before(() => api());
  afterEach(() => closeAll());

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
  afterEach(async () => {
    asked++;
    await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
    await closeAll();
    await vscode.workspace.fs.delete(module()).then(undefined, () => undefined);
  });

  const CELLS = ["import torch\nfrom torch import nn", "net = nn.Sequential(nn.Dropout(0.5))", "batch = torch.ones(3)"];
  const module = () => sample("dropout_probe.py");
  const textOf = async (file: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  /** The module as it comes with the extension. */
  const shipped = (): Promise<string> =>
    textOf(vscode.Uri.joinPath(extension().extensionUri, "media/python/dropout_probe.py"));

  /** Which question it is: a test that was given up must not answer those of the next one. */
  let asked = 0;

  /** Runs the command and accepts the first variable that it offers. */
  async function addProbe(): Promise<void> {
    const question = ++asked;
    const added = vscode.commands.executeCommand("dropoutExplorer.addProbe");
    const soon = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 250));
    // The list takes a moment to be there.
    while (!(await Promise.race([added.then(() => true), soon()])) && question === asked) {
      await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
    }
  }

  it("puts the module beside the notebook and a cell that calls it after the selected one, and runs nothing", async () => {
    const editor = await openedNotebook("model.ipynb", "python3", CELLS);
    editor.selection = new vscode.NotebookRange(1, 2);
    await addProbe();
    assert.equal(await textOf(module()), await shipped());
    assert.equal(editor.notebook.cellCount, 4);
    const cell = editor.notebook.cellAt(2);
    assert.equal(cell.document.getText(), "from dropout_probe import probe\n\nprobe(net, batch)");
    assert.deepEqual([cell.document.languageId, cell.executionSummary?.executionOrder], ["python", undefined]);
    await editor.notebook.save();
    assert.equal((await fileOf(editor.notebook.uri)).cells.length, 4);
  });

  it("leaves a module that is the same but for its line ends as it is", async () => {
    const same = (await shipped()).replace(/\n/g, "\r\n");
    await written("dropout_probe.py", same);
    const { notebook } = await openedNotebook("same.ipynb", "python3", CELLS);
    await addProbe();
    assert.equal(await textOf(module()), same);
    assert.equal(notebook.cellCount, 4);
  });
});
