import * as vscode from "vscode";
import type { FileWriter } from "../files/file-writer";
import { NOTEBOOK_TYPE } from "../base/ids";
import { askForModel } from "../notebooks/ask-for-model";
import { folderOf } from "../notebooks/notebook-folder";
import { placeProbe } from "../notebooks/probe-file";
import { NotRead } from "../reader/failures";
import type { PythonReader } from "../reader/python-reader";
import type { Command } from "./command";

/** The cell that is added; the person puts in what their model takes. */
const cellText = (model: string): string => `from dropout_probe import probe\n\nprobe(${model}, batch)`;

/** Puts the probe's module beside the notebook and adds a cell that calls it. It runs nothing. */
export class AddProbe implements Command {
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly reader: PythonReader,
    private readonly files: FileWriter,
  ) {}

  async run(): Promise<void> {
    const editor = vscode.window.activeNotebookEditor;
    if (editor?.notebook.notebookType !== NOTEBOOK_TYPE) {
      throw new Error("Open your model's Jupyter notebook first. The probe is added to it.");
    }
    const { selection } = editor;
    const model = await askForModel(await this.#names(editor.notebook));
    if (model === undefined) return;
    const placed = await folderOf(editor.notebook);
    if (!placed || !(await placeProbe(this.extensionUri, placed.folder, this.files))) return;
    await addCell(placed.notebook, selection.end, cellText(model));
  }

  /** None where the notebook is not read: a name can be typed. */
  async #names(notebook: vscode.NotebookDocument): Promise<readonly string[]> {
    try {
      return await this.reader.ask("modelNames", codeOf(notebook));
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      return [];
    }
  }
}

const codeOf = (notebook: vscode.NotebookDocument): string[] =>
  notebook
    .getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
    .map(({ document }) => document.getText());

/** Adds a cell of Python at `index`, and shows it. */
async function addCell(notebook: vscode.NotebookDocument, index: number, text: string): Promise<void> {
  const at = Math.min(index, notebook.cellCount);
  const data = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [data])]);
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new Error("The cell couldn't be added: the notebook is read-only.");
  }
  const range = new vscode.NotebookRange(at, at + 1);
  const editor = await vscode.window.showNotebookDocument(notebook, { selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
