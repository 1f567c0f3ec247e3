import * as vscode from "vscode";
import type { SourceModel } from "../../formats/index";
import { Disposable } from "../disposable";
import { PYTHON } from "../ids";
import { ReadModels } from "./read-models";
import { createTextReader } from "./text-reader";

/** Whether models are read in a document. */
export const isPython = ({ languageId }: vscode.TextDocument): boolean => languageId === PYTHON.language;

/** The models of VS Code's documents. Nothing is read, and no parser loaded, before someone asks. */
export class Models extends Disposable {
  readonly #read = this.own(new ReadModels<vscode.TextDocument>(createTextReader));
  /** The models of a document that was read may be others now. */
  readonly onChange = this.#read.onChange;

  constructor() {
    super();
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#read.changed(document);
      }),
    );
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#read.close(document)));
  }

  /** The models of a document, as it is once typing in it rests; none where it is not Python. */
  of(document: vscode.TextDocument): Promise<readonly SourceModel[]> {
    return isPython(document) ? this.#read.models(document) : Promise.resolve([]);
  }
}

/** The place in a document of something that was read from it. */
export const rangeIn = (document: vscode.TextDocument, { from, to }: { from: number; to: number }): vscode.Range =>
  new vscode.Range(document.positionAt(from), document.positionAt(to));
