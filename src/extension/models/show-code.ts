import * as vscode from "vscode";

/** The column in which a document can be seen, or at least has a tab; else the active one. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const address = uri.toString();
  const visible = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === address);
  if (visible?.viewColumn) return visible.viewColumn;
  const holds = ({ input }: vscode.Tab): boolean =>
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputNotebook) &&
    input.uri.path === uri.path &&
    (input.uri.scheme === uri.scheme || uri.scheme === "vscode-notebook-cell");
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(holds))?.viewColumn ?? vscode.ViewColumn.Active;
}

/** Shows a stretch of a document, of a notebook cell too, where the document is open already. */
export async function showCode(uri: vscode.Uri, selection: vscode.Range): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", uri, { selection, viewColumn: columnOf(uri) });
}

/**
 * A document by the address that an experiment keeps of it; a file is opened where it is not.
 *
 * @throws Error where there is none: an untitled one that was closed would be made anew, and be in the person's way.
 */
export async function documentAt(address: string): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  if (open) return open;
  const uri = vscode.Uri.parse(address);
  if (uri.scheme === "untitled") {
    throw new Error(`${nameOf(uri)} is no longer open. Explore the model where it is now.`);
  }
  return vscode.workspace.openTextDocument(uri);
}

/** Whether a document that was closed is gone with that: an untitled one, and a cell that left a notebook that is open. */
export function isGone({ scheme, path }: vscode.Uri): boolean {
  if (scheme === "untitled") return true;
  const { notebookDocuments } = vscode.workspace;
  return scheme === "vscode-notebook-cell" && notebookDocuments.some((notebook) => notebook.uri.path === path);
}

/** What people call a document: the name of its file, or of the notebook that its cell is in. */
export const nameOf = ({ path }: vscode.Uri): string => path.slice(path.lastIndexOf("/") + 1);
