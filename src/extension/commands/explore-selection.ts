import * as vscode from "vscode";
import type { Settings } from "../settings";
import type { Panels } from "../webview/panels";
import { askForUnits } from "./ask-for-units";
import type { Command } from "./command";

/** Shows the layers in the selected text; without a selection, in the notebook cell or on the line. */
export class ExploreSelection implements Command {
  constructor(
    private readonly panels: Panels,
    private readonly settings: Settings,
  ) {}

  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error(vscode.l10n.t("Select layers in an editor first: Dropout(0.4), Linear(100, 1)"));
    const range = rangeToRead(editor);
    const text = editor.document.getText(range);
    const { parseExperiment, NeedsInput, NotationError } = await import("../../python/index");
    const { defaults } = this.settings;
    try {
      this.panels.read(parseExperiment(text, defaults));
    } catch (error) {
      if (error instanceof NeedsInput) {
        const units = await askForUnits();
        if (units !== undefined) this.panels.read(parseExperiment(text, { ...defaults, units }));
      } else if (error instanceof NotationError) {
        void showPlace(editor, range, error);
      } else {
        throw error;
      }
    }
  }
}

function rangeToRead({ document, selection }: vscode.TextEditor): vscode.Range {
  if (!selection.isEmpty) return selection;
  if (document.uri.scheme !== "vscode-notebook-cell") return document.lineAt(selection.active.line).range;
  return new vscode.Range(0, 0, document.lineCount, 0);
}

/** Says why layers were not understood, and leads to where; the text stays as it is. */
async function showPlace(
  editor: vscode.TextEditor,
  range: vscode.Range,
  { message, offset }: { readonly message: string; readonly offset: number },
): Promise<void> {
  const show = vscode.l10n.t("Show Place");
  if ((await vscode.window.showErrorMessage(message, show)) !== show) return;
  const { document } = editor;
  const place = document.positionAt(document.offsetAt(range.start) + offset);
  const selection = new vscode.Range(place, document.lineAt(place.line).range.end);
  await vscode.window.showTextDocument(document, {
    selection,
    ...(editor.viewColumn && { viewColumn: editor.viewColumn }),
  });
}
