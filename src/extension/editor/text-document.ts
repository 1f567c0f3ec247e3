import * as vscode from "vscode";
import type { SpecDocument } from "./document-sync";

/** A text document of VS Code as what a custom editor edits; each `apply` is one undo step. */
export function specDocumentOf(document: vscode.TextDocument): SpecDocument {
  return {
    text: () => document.getText(),
    apply: (edits) => {
      const edit = new vscode.WorkspaceEdit();
      for (const { offset, length, content } of edits) {
        const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
        edit.replace(document.uri, range, content);
      }
      return vscode.workspace.applyEdit(edit);
    },
  };
}
