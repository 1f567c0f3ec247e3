import * as vscode from "vscode";
import type { CodeLayer, CodeOrigin, CodeTarget } from "../../formats/index";
import type { Application } from "../applications/application";
import type { ReadingService } from "../reading/reading-service";
import { inform } from "../ui/window";
import type { ModelExplorer } from "./model-explorer";
import { codeLayerOf, layerAt } from "./find";
import { rangeIn } from "./models";
import { rateChange, type RateChange } from "./rate-change";
import { nameOf, showCode } from "./show-code";

/** The ways between an experiment and the code that it was read from. */
export class CodeLinks {
  constructor(
    private readonly explorer: ModelExplorer,
    private readonly reading: ReadingService,
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
  async refresh(application: Application, origin: CodeOrigin, part?: number): Promise<void> {
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
  async write(application: Application, origin: CodeOrigin, place: CodeLayer, p: number): Promise<CodeOrigin> {
    const { document, code } = await this.explorer.find(origin);
    const change = await this.#change(document.getText(), origin, place, p);
    if ("reason" in change) throw new Error(`p wasn't applied. ${change.reason}.`);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, rangeIn(document, change.edit), change.edit.text);
    if (!(await vscode.workspace.applyEdit(edit))) {
      const name = nameOf(document.uri);
      throw new Error(`p wasn't applied: ${name} is read-only or has just changed.`);
    }
    if (change.others > 0) tellOfOthers(change.edit.text, change.others);
    return this.#written(application, origin, code.digest === origin.digest);
  }

  async #change(text: string, origin: CodeOrigin, place: CodeLayer, p: number): Promise<RateChange> {
    const reader = this.reading.open();
    try {
      return await rateChange(text, async (changed) => (await reader.read(changed)).models, origin, place, p);
    } finally {
      reader.close();
    }
  }

  /** The experiment is now read from the code as it became; code that had moved on before has moved on still. */
  async #written(application: Application, origin: CodeOrigin, wasCurrent: boolean): Promise<CodeOrigin> {
    const { model, code } = await this.explorer.find(origin);
    const layers = origin.layers.map((place) => {
      const layer = place && layerAt(model, place);
      return layer ? codeLayerOf(model, model.layers.indexOf(layer)) : null;
    });
    const now = { ...origin, ...(wasCurrent && code), layers };
    application.send({ type: "codeWritten", code: now });
    return now;
  }
}

/** A name that stands for several rates changes all of them. */
function tellOfOthers(rate: string, others: number): void {
  void inform(
    others === 1
      ? `Another dropout shares this rate in the code, so it's now ${rate} there too.`
      : `${others} other dropouts share this rate in the code, so it's now ${rate} there too.`,
  );
}
