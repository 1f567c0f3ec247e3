import * as vscode from "vscode";
import type { CodeLayer, CodeOrigin, CodeTarget } from "../../formats/index";
import type { ApplicationProxy } from "../applications/application-proxy";
import type { PythonReader } from "../reader/python-reader";
import { inBackground } from "../ui/background";
import { inform } from "../ui/window";
import type { ModelExplorer } from "../explore/model-explorer";
import { codeLayerOf, layerAt } from "../models/identity";
import { rangeIn } from "../base/ranges";
import { rateChange, type RateChange } from "./rate-change";
import { fileNameOf } from "../base/file-name";
import { showCode } from "./show-code";

/** The ways between an experiment and the code that it was read from. */
export class CodeLinks {
  constructor(
    private readonly explorer: ModelExplorer,
    private readonly reader: PythonReader,
  ) {}

  /** Shows a model, or a layer of it, where it stands in the code now. */
  async reveal(target: CodeTarget): Promise<void> {
    const { document, model } = await this.explorer.find(target);
    const layer = target.layer && layerAt(model, target.layer);
    const range = rangeIn(document, layer ?? model);
    // What is longer than a line would be a selection to be lost in.
    await showCode(document.uri, range.isSingleLine ? range : new vscode.Range(range.start, range.start));
  }

  /** Reads an application's experiment from its code again, as one step of undo; its trials and seeds stay. */
  async refresh(application: ApplicationProxy, origin: CodeOrigin, part?: number): Promise<void> {
    const reading = await this.explorer.again(origin, part);
    if (!reading) return;
    const { trials, seed, parameterSeed } = application.state?.spec ?? reading.spec;
    application.sendSurely({
      type: "show",
      spec: { ...reading.spec, trials, seed, parameterSeed },
      assumptions: [...reading.assumptions],
      ...(reading.code && { code: reading.code }),
    });
  }

  /** Writes the p of a dropout into the code, by an edit that VS Code can undo; gives where the experiment is read from now. */
  async write(application: ApplicationProxy, origin: CodeOrigin, layer: CodeLayer, p: number): Promise<CodeOrigin> {
    const { document, code } = await this.explorer.find(origin);
    const change = await this.#change(document.getText(), origin, layer, p);
    if ("reason" in change) throw new Error(`p wasn't applied. ${change.reason}.`);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeIn(document, change.edit), change.edit.text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      const name = fileNameOf(document.uri);
      throw new Error(`p wasn't applied: ${name} is read-only or has just changed.`);
    }
    if (change.others > 0) tellOfOthers(change.edit.text, change.others);
    return this.#written(application, origin, code.digest === origin.digest);
  }

  async #change(text: string, origin: CodeOrigin, layer: CodeLayer, p: number): Promise<RateChange> {
    const document = this.reader.open();
    try {
      return await rateChange(text, async (changed) => (await document.read(changed)).models, origin, layer, p);
    } finally {
      document.close();
    }
  }

  /** The experiment is now read from the code as it became; code that had moved on before has moved on still. */
  async #written(application: ApplicationProxy, origin: CodeOrigin, wasCurrent: boolean): Promise<CodeOrigin> {
    const { model, code } = await this.explorer.find(origin);
    const layers = origin.layers.map((known) => {
      const now = known && layerAt(model, known);
      return now ? codeLayerOf(model, model.layers.indexOf(now)) : null;
    });
    const now = { ...origin, ...(wasCurrent && code), layers };
    application.sendSurely({ type: "codeWritten", code: now });
    return now;
  }
}

/** A name that stands for several rates changes all of them. */
function tellOfOthers(rate: string, others: number): void {
  const message =
    others === 1
      ? `Another dropout shares this rate in the code, so it's now ${rate} there too.`
      : `${others} other dropouts share this rate in the code, so it's now ${rate} there too.`;
  inBackground("message", inform(message));
}
