import * as vscode from "vscode";
import { until, written } from "./samples";

/** A notebook of Jupyter's format 4.5, as a file has it. */
export interface Ipynb {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: { readonly kernelspec?: { readonly name: string } };
  readonly cells: readonly {
    readonly id?: string;
    readonly source: string | readonly string[];
    readonly outputs?: readonly object[];
  }[];
}

/** Writes a notebook of code cells for some kernel and opens it in an editor. */
export async function openedNotebook(
  name: string,
  kernel: string,
  cells: readonly string[],
): Promise<vscode.NotebookEditor> {
  const notebook: Ipynb & object = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: kernel, ...{ display_name: kernel, language: "python" } } },
    cells: cells.map((source, i) => ({
      ...{ cell_type: "code", execution_count: null, metadata: {} },
      id: `cell-${i}`,
      outputs: [],
      source,
    })),
  };
  const file = await written(name, JSON.stringify(notebook));
  return vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(file));
}

/** A notebook's file. */
export const fileOf = async (file: vscode.Uri): Promise<Ipynb> =>
  JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as Ipynb;

/** Waits for the notebook in front. */
export const activeNotebook = (): Promise<vscode.NotebookDocument> =>
  until("a notebook", () => vscode.window.activeNotebookEditor?.notebook);
