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

/** Shows a span of a document, of a notebook cell too, where the document is open already. */
export async function showCode(uri: vscode.Uri, selection: vscode.Range): Promise<void> {
  await vscode.commands.executeCommand("vscode.open", uri, { selection, viewColumn: columnOf(uri) });
}
