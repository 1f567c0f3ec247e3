import * as vscode from "vscode";
import { Disposable } from "../base/disposable";
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

  show(document: vscode.TextDocument, { message, place }: CellError): void {
    if (!place) return;
    const [start, end] = [place.offset, place.offset + place.length].map((offset) => document.positionAt(offset));
    const diagnostic = new vscode.Diagnostic(new vscode.Range(start!, end!), plainBlock(message));
    diagnostic.source = "Dropout Explorer";
    this.#collection.set(document.uri, [diagnostic]);
  }

  clear({ uri }: vscode.TextDocument): void {
    if (this.#collection.has(uri)) this.#collection.delete(uri);
  }
}
