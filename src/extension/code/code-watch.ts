import * as vscode from "vscode";
import { sameValue, type CodeLine, type CodeOrigin, type CodeStatus, type ToApp } from "../../formats/index";
import type { Exploration } from "../../python/index";
import type { ApplicationProxy } from "../applications/application-proxy";
import type { Applications } from "../applications/applications";
import { Disposable } from "../base/disposable";
import { timed } from "../base/timed";
import { codeLayerOf } from "../models/identity";
import { lineOf } from "../model-text/layer-text";
import type { Found, ModelExplorer } from "../explore/model-explorer";
import type { Models } from "../models/models";
import { inBackground } from "../ui/background";
import { isGone } from "../models/documents";
import { fileNameOf } from "../base/file-name";

type CodeMessage = Extract<ToApp, { type: "code" }>;

/** Tells applications what the code that they were read from is now: when they are shown, and when it changes. */
export class CodeWatch extends Disposable {
  /** What was asked for last, by application. */
  readonly #asked = new WeakMap<ApplicationProxy, CodeOrigin | undefined>();

  constructor(
    private readonly applications: Applications,
    private readonly explorer: ModelExplorer,
    models: Models,
  ) {
    super();
    this.own(models.onChange((document) => this.#changed(document)));
    // A file may have changed while it was not open, and come back after its panel did.
    this.own(vscode.workspace.onDidOpenTextDocument((document) => this.#changed(document)));
    this.own(
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (isGone(document.uri)) this.#changed(document);
      }),
    );
  }

  /** Begins to tell an application, until that ends. */
  watch(application: ApplicationProxy): void {
    let told: CodeOrigin | undefined;
    application.onState(({ code }) => {
      if (sameValue(code, told)) return;
      told = code;
      inBackground("code watch", this.tell(application));
    });
  }

  /** Tells an application of its code, where it has any. */
  async tell(application: ApplicationProxy): Promise<void> {
    // Each answer is to a question of its own, also where the code is the same.
    const code = application.state?.code && { ...application.state.code };
    this.#asked.set(application, code);
    if (!code) return;
    const message = await this.#message(code);
    // Where another model is shown by then, or the text has changed again, another answer is on its way.
    if (this.#asked.get(application) === code) application.send(message);
  }

  #changed({ uri }: vscode.TextDocument): void {
    for (const application of this.applications.all) {
      if (application.state?.code?.uri === uri.toString()) inBackground("code watch", this.tell(application));
    }
  }

  async #message(code: CodeOrigin): Promise<CodeMessage> {
    // An address that was stored is whatever it is.
    const file = fileNameOf({ path: code.uri });
    try {
      const found = await this.explorer.find(code);
      const status: CodeStatus = found.code.digest === code.digest ? "current" : "changed";
      const exploration = await this.explorer.exploration(found);
      return { type: "code", status, file, ...timed("describeCode", () => describe(found, exploration)) };
    } catch {
      // The document is gone, or the model is gone from it: what was read stays.
      return { type: "code", status: "missing", file, parts: [], lines: [] };
    }
  }
}

/** The parts of a model by their titles, and all of its layers. */
function describe({ model }: Found, { segments, leftOut }: Exploration): Pick<CodeMessage, "parts" | "lines"> {
  const lines = model.layers.flatMap((layer, index): CodeLine[] => {
    const place = codeLayerOf(model, index);
    if (place === null) return [];
    const part = segments.findIndex(({ layers }) => layers.includes(index));
    const notRun = leftOut.find((one) => one.layer === index)?.reasons;
    const line = {
      layer: place,
      label: `${layer.name}: ${model.said.code[index] ?? ""}`,
      part: part < 0 ? null : part,
      ...(notRun && { note: lineOf(layer, model.framework, notRun) }),
    };
    return [line];
  });
  return { parts: segments.map(({ title }) => title), lines };
}
