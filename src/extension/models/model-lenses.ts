import * as vscode from "vscode";
import type { ReadModel } from "../../workers/reading/protocol";
import { COMMANDS } from "../ids";
import type { Settings } from "../settings";
import { timed } from "../timed";
import { codeModelOf } from "./find";
import { sitesText } from "./lens-text";
import { rangeIn, type Models } from "./models";

/** A line above each model that has dropout: where and how much, and a way to explore it. A setting switches it off. */
export class ModelLenses implements vscode.CodeLensProvider {
  constructor(
    private readonly models: Models,
    private readonly settings: Settings,
  ) {}

  async provideCodeLenses(
    document: vscode.TextDocument,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    if (!this.settings.codeLens) return [];
    const models = await this.models.of(document);
    if (cancellation.isCancellationRequested) return [];
    return timed("provideCodeLenses", () => lensesOf(document, models));
  }
}

const lensesOf = (document: vscode.TextDocument, models: readonly ReadModel[]): vscode.CodeLens[] =>
  models.flatMap((model) => {
    const sites = sitesText(model);
    if (sites === undefined) return [];
    const title = vscode.l10n.t("Dropout: {0} · Explore", sites);
    const target = codeModelOf(document.uri.toString(), models, model);
    return new vscode.CodeLens(rangeIn(document, model), {
      title,
      command: COMMANDS.exploreModel,
      arguments: [target],
    });
  });
