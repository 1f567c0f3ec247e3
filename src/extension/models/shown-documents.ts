import * as vscode from "vscode";
import { Disposable } from "../base/disposable";
import { timed } from "../base/timed";
import { isPython } from "./models";

/** What a person looks at: the documents of the active text editor or notebook that may hold models, in order. */
export interface Shown {
  /** The file, or the notebook. */
  readonly uri: vscode.Uri;
  readonly documents: readonly vscode.TextDocument[];
}

function shownNow(): Shown | undefined {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook) {
    const cells = notebook.getCells().map(({ document }) => document);
    return { uri: notebook.uri, documents: cells.filter(isPython) };
  }
  const document = vscode.window.activeTextEditor?.document;
  // The text of the output panel is an editor too.
  if (document?.uri.scheme === "output") return undefined;
  return document && { uri: document.uri, documents: isPython(document) ? [document] : [] };
}

/**
 * The file or notebook that a person works in. While a panel of ours, or no editor at all, is active, it stays the one
 * before: a panel is what is done with its models.
 */
export class ShownDocuments extends Disposable {
  readonly #onChange = this.own(new vscode.EventEmitter<void>());
  /** It is another one, or has other documents. */
  readonly onChange = this.#onChange.event;
  #shown = shownNow();

  constructor() {
    super();
    const follow = (): void => timed("shownDocuments", () => this.#follow());
    this.own(vscode.window.onDidChangeActiveTextEditor(follow));
    this.own(vscode.window.onDidChangeActiveNotebookEditor(follow));
    this.own(
      vscode.workspace.onDidChangeNotebookDocument(({ notebook, contentChanges }) => {
        if (contentChanges.length > 0) this.#changed(notebook.uri);
      }),
    );
    // A document whose language is changed is closed and opened again.
    this.own(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#changed(uri)));
    this.own(vscode.workspace.onDidCloseTextDocument(() => this.#set(withoutClosed(this.#shown))));
  }

  get shown(): Shown | undefined {
    return this.#shown;
  }

  #follow(): void {
    const now = shownNow();
    if (now) this.#set(now);
  }

  #changed(uri: vscode.Uri): void {
    if (uri.toString() === this.#shown?.uri.toString()) this.#follow();
  }

  #set(shown: Shown | undefined): void {
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#onChange.fire();
  }
}

/** A file that is closed has nothing to be looked at; of a notebook, the cells that are left. */
function withoutClosed(shown: Shown | undefined): Shown | undefined {
  const documents = shown?.documents.filter(({ isClosed }) => !isClosed) ?? [];
  if (!shown || documents.length === shown.documents.length) return shown;
  return documents.length === 0 ? undefined : { ...shown, documents };
}
