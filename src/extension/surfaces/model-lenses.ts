import * as vscode from "vscode";
import type { CodeModel } from "../../formats/index";
import type { ReadModel, Said } from "../../workers/reading/protocol";
import { unlessTakenBack } from "../base/cancelled";
import { COMMANDS } from "../base/ids";
import type { Settings } from "../base/settings";
import { timed } from "../base/timed";
import { codeModelOf } from "../models/identity";
import { sitesText } from "../model-text/sites-text";
import type { Models } from "../models/models";

/** The command of a line, and the model that it explores. */
interface Line {
  readonly target: CodeModel;
  readonly command: vscode.Command;
}

/** A line above each model that has dropout: where and how much, and a way to explore it. A setting switches it off. */
export class ModelLenses implements vscode.CodeLensProvider {
  /** The lines of models, made once for all that do not change; null: without dropout there is none. */
  readonly #lines = new WeakMap<Said, Line | null>();

  constructor(
    private readonly models: Models,
    private readonly settings: Settings,
  ) {}

  async provideCodeLenses(
    document: vscode.TextDocument,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!this.settings.codeLens) return [];
    const models = await unlessTakenBack(cancellation, () => this.models.of(document));
    return models ? timed("provideCodeLenses", () => this.#lenses(document, models)) : [];
  }

  #lenses(document: vscode.TextDocument, models: readonly ReadModel[]): vscode.CodeLens[] {
    const uri = document.uri.toString();
    return models.flatMap((model) => {
      const line = this.#line(model, codeModelOf(uri, models, model));
      if (!line) return [];
      const start = document.positionAt(model.from);
      return new vscode.CodeLens(new vscode.Range(start, start), line.command);
    });
  }

  #line(model: ReadModel, target: CodeModel): Line | null {
    const known = this.#lines.get(model.said);
    if (known === null || known?.target.occurrence === target.occurrence) return known;
    const sites = sitesText(model);
    const line = sites === undefined ? null : { target, command: commandOf(sites, target) };
    this.#lines.set(model.said, line);
    return line;
  }
}

const commandOf = (sites: string, target: CodeModel): vscode.Command => ({
  title: `Dropout: ${sites} · Explore`,
  command: COMMANDS.exploreModel,
  arguments: [target],
});
