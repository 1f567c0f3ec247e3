import * as vscode from "vscode";
import { NOTEBOOK_TYPE } from "../base/ids";
import type { LayersKernel } from "../notebooks/layers-kernel";
import { notebookMetadata } from "../notebooks/made-here";
import { messageOf } from "../base/errors";
import type { Command } from "./command";

/** Opens an untitled notebook of the layers kernel: the article's experiment in four cells. */
export class NewNotebook implements Command {
  constructor(private readonly kernel: LayersKernel) {}

  async run(): Promise<void> {
    const data = await exampleNotebook();
    const notebook = await opened(data);
    const editor = await vscode.window.showNotebookDocument(notebook);
    await this.kernel.select(editor);
  }
}

async function exampleNotebook(): Promise<vscode.NotebookData> {
  const { EXAMPLE } = await import("../notebooks/example");
  const { Code, Markup } = vscode.NotebookCellKind;
  const cells = EXAMPLE.map(({ kind, text }, index) => {
    const [type, language] = kind === "code" ? [Code, "python"] : [Markup, "markdown"];
    // The format asks for an id that is unique in the notebook.
    return Object.assign(new vscode.NotebookCellData(type, text, language), { metadata: { id: `cell-${index}` } });
  });
  return Object.assign(new vscode.NotebookData(cells), { metadata: notebookMetadata() });
}

/** VS Code's own extension for `.ipynb` files reads and writes them; a person can have disabled it. */
async function opened(data: vscode.NotebookData): Promise<vscode.NotebookDocument> {
  try {
    return await vscode.workspace.openNotebookDocument(NOTEBOOK_TYPE, data);
  } catch (error) {
    const message = `A Jupyter notebook couldn't be opened: ${messageOf(error)}. Enable VS Code's built-in extension “.ipynb Support” (vscode.ipynb) and try again.`;
    throw new Error(message, { cause: error });
  }
}
