import * as vscode from "vscode";
import { parseCodeTarget, type CodeTarget } from "../../formats/index";
import type { ReadModel } from "../../workers/reading/protocol";
import { chooseModel } from "../explore/choose-model";
import { codeModelOf } from "../models/identity";
import type { ModelExplorer } from "../explore/model-explorer";
import type { Models } from "../models/models";
import { targetOfNode } from "../surfaces/models-nodes";
import { fileNameOf } from "../base/file-name";
import type { ShownDocuments } from "../models/shown-documents";
import type { Panels } from "../webview/panels";
import type { Command } from "./command";

/** Explores a model in code: the one that a line above it, the tree or a hover names, else one that the person chooses. */
export class ExploreModel implements Command {
  constructor(
    private readonly panels: Panels,
    private readonly models: Models,
    private readonly documents: ShownDocuments,
    private readonly explorer: ModelExplorer,
  ) {}

  async run(argument?: unknown): Promise<void> {
    const target = targetOfNode(argument) ?? parseCodeTarget(argument) ?? (await this.#choose());
    const reading = target && (await this.explorer.explore(target));
    if (reading) this.panels.read(reading);
  }

  async #choose(): Promise<CodeTarget | undefined> {
    const documents = this.documents.shown?.documents ?? [];
    const read = await Promise.all(
      documents.map(async (document) => ({ document, ...(await this.models.read(document)) })),
    );
    const items = read.flatMap(({ document, models }) => itemsOf(document, models));
    const notRead = read.find((one) => one.notRead !== undefined);
    if (items.length === 0 && notRead) {
      throw new Error(`${fileNameOf(notRead.document.uri)} wasn't read. ${notRead.notRead ?? ""}.`);
    }
    if (items.length === 0) {
      throw new Error("No PyTorch or Keras model in the active editor. Open a Python file that has one.");
    }
    return (await chooseModel(items))?.target;
  }
}

function itemsOf({ uri }: vscode.TextDocument, models: readonly ReadModel[]) {
  return models.map((model) => ({ model, target: codeModelOf(uri.toString(), models, model) }));
}
