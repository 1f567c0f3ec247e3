import * as vscode from "vscode";
import type { CodeTarget, Reason, SourceModel } from "../../formats/index";
import type { ReadModel } from "../../workers/reading/protocol";
import { unlessTakenBack } from "../base/cancelled";
import { COMMANDS } from "../base/ids";
import { timed } from "../base/timed";
import { codeModelOf, layerTarget } from "../models/identity";
import { commandUri, layerMarkdown } from "../model-text/layer-text";
import { rangeIn } from "../base/ranges";
import type { Models } from "../models/models";
import { siteAt } from "../models/dropout-at";

/** What a dropout does, where a person points at it in code. */
export class DropoutHovers implements vscode.HoverProvider {
  constructor(private readonly models: Models) {}

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    cancellation: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const models = await unlessTakenBack(cancellation, () => this.models.of(document));
    return models && timed("provideHover", () => hoverAt(document, position, models));
  }
}

function hoverAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  models: readonly ReadModel[],
): vscode.Hover | undefined {
  const site = siteAt(models, document.offsetAt(position));
  if (!site) return undefined;
  const { model, layer, index, span } = site;
  const notRun = index === undefined ? neverCalled(model) : model.said.notRun.get(index);
  const code = codeModelOf(document.uri.toString(), models, model);
  const links = index === undefined || notRun !== undefined ? [] : [exploreLink(layerTarget(code, model, index))];
  const text = new vscode.MarkdownString(layerMarkdown(layer, model.framework, notRun, links));
  text.isTrusted = { enabledCommands: [COMMANDS.exploreModel] };
  return new vscode.Hover(text, rangeIn(document, span));
}

const neverCalled = ({ name }: SourceModel): Reason[] => [{ code: "never_called", model: name }];

/** In Markdown, where only this command may be called. */
const exploreLink = (target: CodeTarget): string => `[Explore](${commandUri(COMMANDS.exploreModel, target)})`;
