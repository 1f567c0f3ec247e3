import * as vscode from "vscode";
import { confirm } from "../ui/window";

/** A notebook, under the name that it has now, and the folder for modules that it imports. */
export interface Placed {
  readonly notebook: vscode.NotebookDocument;
  readonly folder: vscode.Uri;
}

const beside = (notebook: vscode.NotebookDocument): Placed => ({
  notebook,
  folder: vscode.Uri.joinPath(notebook.uri, ".."),
});

/**
 * The folder of a notebook. One that was never saved has none: the person saves it, or takes the folder that is open.
 *
 * @returns undefined where the person thinks better of it.
 */
export async function folderOf(notebook: vscode.NotebookDocument): Promise<Placed | undefined> {
  if (!notebook.isUntitled) return beside(notebook);
  const open = vscode.workspace.workspaceFolders?.[0]?.uri;
  const save = "Save Notebook…";
  const use = "Use Open Folder";
  const question = "The probe is a Python file next to the notebook, and this notebook doesn't have a folder yet.";
  const chosen = await confirm(question, undefined, save, ...(open ? [use] : []));
  if (chosen === use && open) return { notebook, folder: open };
  return chosen === save ? saved(notebook) : undefined;
}

/** A notebook that is saved for the first time is another document from then on. */
async function saved(notebook: vscode.NotebookDocument): Promise<Placed | undefined> {
  const file = await vscode.workspace.save(notebook.uri);
  if (!file) return undefined;
  return beside(await vscode.workspace.openNotebookDocument(file));
}
