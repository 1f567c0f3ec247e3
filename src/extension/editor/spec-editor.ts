import * as vscode from "vscode";
import { ApplicationProxy } from "../applications/application-proxy";
import type { Opening } from "../applications/holder";
import type { Applications } from "../applications/applications";
import { rangeIn } from "../base/ranges";
import type { AppState } from "../../formats/index";
import { spanOf } from "../spec-files/issues-in-text";
import type { Actions, DocumentHandlers } from "../webview/actions";
import { forPerson, inBackground } from "../ui/background";
import { warn } from "../ui/window";
import { portTo, type Pages } from "../webview/pages";
import { DocumentSync, type Refusal } from "./document-sync";
import { specDocumentOf } from "./text-document";

/** The application as an editor of `*.dropout.json`: undo, save, revert, hot exit and the dirty mark are VS Code's. */
export class SpecEditorProvider implements vscode.CustomTextEditorProvider {
  constructor(
    private readonly pages: Pages,
    private readonly applications: Applications,
    private readonly actions: Actions,
  ) {}

  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const sync: DocumentSync = new DocumentSync(
      specDocumentOf(document),
      (message) => application.send(message),
      (why) => inBackground("warning", warn(refusal(document, why))),
    );
    const application: ApplicationProxy = new ApplicationProxy({
      container: "editor",
      port: portTo(panel.webview),
      handlers: this.actions.handlers(documentHandlers(document, panel, sync)),
      opening: (last) => this.#opening(panel.webview, sync, last),
      opened: () => sync.follow(),
      reveal: () => panel.reveal(),
      active: () => panel.active,
    });
    this.applications.add(application);
    const changes = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && event.contentChanges.length > 0) sync.changed();
    });
    panel.onDidChangeViewState(() => {
      if (!panel.visible) application.hidden();
      if (panel.active) this.applications.focus(application);
    });
    panel.onDidDispose(() => {
      changes.dispose();
      sync.dispose();
      this.applications.remove(application);
    });
    this.pages.load(panel.webview);
  }

  /** The document's spec, and of what was shown before it was hidden only the layer: undo is VS Code's. */
  #opening(webview: vscode.Webview, sync: DocumentSync, last: AppState | undefined): Opening {
    const opening = this.pages.opening(webview);
    const spec = sync.open();
    if (!spec) return opening;
    const layer = Math.min(last?.layer ?? Infinity, spec.layers.length - 1);
    return { ...opening, state: { spec, layer, assumptions: [], undo: [], redo: [] } };
  }
}

function documentHandlers(
  document: vscode.TextDocument,
  panel: vscode.WebviewPanel,
  sync: DocumentSync,
): DocumentHandlers {
  // The workbench undoes what its active editor shows, and that only once an edit sent before is written.
  const inEditor = async (command: "undo" | "redo"): Promise<void> => {
    await sync.settled;
    if (!panel.active) panel.reveal();
    await vscode.commands.executeCommand(command);
    // Not once typing rests: a person goes on from what they see.
    sync.follow();
  };
  return {
    edit: (edit) => forPerson("edit", () => sync.edit(edit), "Your last change wasn't made"),
    documentUndo: () => forPerson("undo", () => inEditor("undo")),
    documentRedo: () => forPerson("redo", () => inEditor("redo")),
    openText: ({ keys }) => forPerson("open text", () => showText(document, keys)),
  };
}

function refusal({ uri }: vscode.TextDocument, why: Refusal): string {
  const file = vscode.workspace.asRelativePath(uri);
  return why === "moved"
    ? `Your last change to ${file} wasn't made because the file changed at the same time. Try it again.`
    : `Your last change to ${file} wasn't made because the file is read-only.`;
}

async function showText(document: vscode.TextDocument, keys: readonly (string | number)[] = []): Promise<void> {
  const selection = keys.length === 0 ? undefined : rangeIn(document, spanOf(document.getText(), keys));
  await vscode.window.showTextDocument(document, {
    viewColumn: vscode.ViewColumn.Beside,
    ...(selection && { selection }),
  });
}
