import * as vscode from "vscode";
import { fileNameOf } from "../base/file-name";

/**
 * A document by the address that an experiment keeps of it; a file is opened where it is not.
 *
 * @throws Error where there is none: an untitled one that was closed would be created again, and be in the person's way.
 */
export async function documentAt(address: string): Promise<vscode.TextDocument> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === address);
  if (open) return open;
  const uri = vscode.Uri.parse(address);
  if (uri.scheme === "untitled") {
    throw new Error(`${fileNameOf(uri)} is no longer open. Explore the model where it is now.`);
  }
  return vscode.workspace.openTextDocument(uri);
}

/** Whether a document that was closed is gone with that: an untitled one, and a cell that left a notebook that is open. */
export function isGone({ scheme, path }: vscode.Uri): boolean {
  if (scheme === "untitled") return true;
  const { notebookDocuments } = vscode.workspace;
  return scheme === "vscode-notebook-cell" && notebookDocuments.some((notebook) => notebook.uri.path === path);
}
