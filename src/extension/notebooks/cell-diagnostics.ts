import * as vscode from "vscode";
import { Disposable } from "../base/disposable";
import { rangeIn } from "../base/ranges";
import { timed } from "../base/timed";
import { plainBlock } from "../ui/plain-text";
import type { CellError } from "./cell-text";

/** Underlines in a cell what kept its last run from starting, until the cell is changed, run again or closed. */
export class CellDiagnostics extends Disposable {
  readonly #collection = this.own(vscode.languages.createDiagnosticCollection("dropoutExplorer.cells"));

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        timed("cellDiagnostics", () => {
          if (contentChanges.length > 0) this.clear(document);
        }),
      ),
    );
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.clear(document)));
  }

  show(document: vscode.TextDocument, { message, span }: CellError): void {
    if (!span) return;
    const diagnostic = new vscode.Diagnostic(rangeIn(document, span), plainBlock(message));
    diagnostic.source = "Dropout Explorer";
    this.#collection.set(document.uri, [diagnostic]);
  }

  clear({ uri }: vscode.TextDocument): void {
    if (this.#collection.has(uri)) this.#collection.delete(uri);
  }
}
