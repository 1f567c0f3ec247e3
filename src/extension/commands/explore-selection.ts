import * as vscode from "vscode";
import { DEFAULTS, type CodeTarget } from "../../formats/index";
import { NeedsInput, NotationError } from "../../python/plain";
import { chooseModel } from "../explore/choose-model";
import { codeModelOf } from "../models/identity";
import { modelsIn, sameLayers } from "../models/models-in-selection";
import type { ModelExplorer } from "../explore/model-explorer";
import { rangeIn, spanIn } from "../base/ranges";
import type { Models } from "../models/models";
import type { TextExplorer } from "../explore/text-explorer";
import type { PythonReader } from "../reader/python-reader";
import { forPerson } from "../ui/background";
import { fail } from "../ui/window";
import type { ReadExperiment } from "../explore/read-experiment";
import type { Panels } from "../webview/panels";
import type { Command } from "./command";

/**
 * Shows the layers or the model in the selected text; without a selection, in the notebook cell, on the line, or around
 * it. What stands in a model of the file is read there, so that names are known and the way back to the code.
 */
export class ExploreSelection implements Command {
  constructor(
    private readonly panels: Panels,
    private readonly texts: TextExplorer,
    private readonly models: Models,
    private readonly explorer: ModelExplorer,
    private readonly reader: PythonReader,
  ) {}

  async run(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) throw new Error("Select layers in an editor first, such as Dropout(0.4), Linear(100, 1)");
    const range = rangeToRead(editor);
    try {
      const reading = await this.#read(editor.document, range);
      if (reading) this.panels.read(reading);
    } catch (error) {
      if (!(error instanceof NotationError)) throw error;
      forPerson("go to error", () => showPlace(editor, range, error));
    }
  }

  async #read(document: vscode.TextDocument, range: vscode.Range): Promise<ReadExperiment | undefined> {
    const [targets, text] = [await this.#targets(document, range), document.getText(range)];
    if (targets.length === 0) return this.texts.read(text);
    const isWhole = text.trim() !== "" && targets.some(({ place }) => range.contains(place));
    if (await this.#isNotation(text, isWhole)) return this.#tied(await this.texts.read(text), targets);
    const chosen = await chooseModel(targets);
    return chosen && this.explorer.explore(chosen.target);
  }

  async #targets(document: vscode.TextDocument, range: vscode.Range) {
    const models = await this.models.of(document);
    return modelsIn(models, spanIn(document, range)).map((model) => {
      const target: CodeTarget = codeModelOf(document.uri.toString(), models, model);
      return { model, target, place: rangeIn(document, model) };
    });
  }

  /** An experiment of layers that are a whole model of the file, with the way back to it. */
  async #tied(
    reading: ReadExperiment | undefined,
    targets: readonly { readonly target: CodeTarget }[],
  ): Promise<ReadExperiment | undefined> {
    const [only, ...others] = targets;
    if (!reading || !only || others.length > 0) return reading;
    const code = await this.explorer.codeOf(only.target, ({ spec }) => spec && sameLayers(spec, reading.spec));
    return code ? { ...reading, code } : reading;
  }

  /**
   * Whether a text is layers alone.
   *
   * @param isWhole It holds a model: a mistake in it is one of its layers.
   * @throws {NotationError} at that mistake.
   */
  async #isNotation(text: string, isWhole: boolean): Promise<boolean> {
    try {
      return (await this.reader.ask("experiments", text, DEFAULTS)).kind === "notation";
    } catch (error) {
      if (error instanceof NeedsInput) return true;
      if (!(error instanceof NotationError) || isWhole) throw error;
      return false;
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
  const show = "Go to Error";
  if ((await fail(message, show)) !== show) return;
  const { document } = editor;
  const place = document.positionAt(document.offsetAt(range.start) + offset);
  const selection = new vscode.Range(place, document.lineAt(place.line).range.end);
  await vscode.window.showTextDocument(document, {
    selection,
    ...(editor.viewColumn && { viewColumn: editor.viewColumn }),
  });
}
