import * as vscode from "vscode";
import type { Span } from "./span";

/** The range of a span in a document. */
export const rangeIn = (document: vscode.TextDocument, { from, to }: Span): vscode.Range =>
  new vscode.Range(document.positionAt(from), document.positionAt(to));

/** The span of a range in a document. */
export const spanIn = (document: vscode.TextDocument, { start, end }: vscode.Range): Span => ({
  from: document.offsetAt(start),
  to: document.offsetAt(end),
});
