import * as vscode from "vscode";
import type { ReadModel } from "../../workers/reading/protocol";
import { Disposable } from "../base/disposable";
import { PYTHON } from "../base/ids";
import type { DocumentModels } from "../reader/document-reader";
import type { PythonReader } from "../reader/python-reader";
import { timed } from "../base/timed";
import { ModelCache } from "./model-cache";

/** Whether models are read in a document. */
export const isPython = ({ languageId }: vscode.TextDocument): boolean => languageId === PYTHON.language;

const NOTHING: DocumentModels = { models: [] };

/** The models of VS Code's documents. Nothing is read before someone asks. */
export class Models extends Disposable {
  readonly #read: ModelCache<vscode.TextDocument>;
  /** The models of a document that was read may be others now. */
  readonly onChange: ModelCache<vscode.TextDocument>["onChange"];

  constructor(reader: PythonReader, log: vscode.LogOutputChannel) {
    super();
    this.#read = this.own(new ModelCache<vscode.TextDocument>(() => reader.open()));
    this.onChange = this.#read.onChange;
    this.own(this.#read.onNotRead(({ document, reason }) => log.warn(`${document.uri.path} wasn't read. ${reason}`)));
    this.own(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) =>
        timed("onDidChangeTextDocument", () => {
          if (contentChanges.length > 0) this.#read.changed(document);
        }),
      ),
    );
    this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#read.close(document)));
  }

  /** The models of a document, as it is once typing in it rests; none where it is not Python. */
  async of(document: vscode.TextDocument): Promise<readonly ReadModel[]> {
    return (await this.read(document)).models;
  }

  /** The same, and why it was not read where it was not. */
  read(document: vscode.TextDocument): Promise<DocumentModels> {
    return isPython(document) ? this.#read.models(document) : Promise.resolve(NOTHING);
  }
}
