import * as vscode from "vscode";
import { parseFromRenderer, readReport } from "../../formats/index";
import { Disposable } from "../disposable";
import { RENDERER } from "../ids";
import type { ReportPanels } from "../webview/report-panels";

/** Listens to the notebook renderer, in every notebook. */
export class RendererMessages extends Disposable {
  constructor(private readonly panels: ReportPanels) {
    super();
    const messaging = vscode.notebooks.createRendererMessaging(RENDERER);
    this.own(messaging.onDidReceiveMessage(({ message }) => this.#receive(message)));
  }

  #receive(value: unknown): void {
    const message = parseFromRenderer(value);
    if (!message) return;
    const reading = readReport(message.report);
    if ("report" in reading) this.panels.open(reading.report);
    else void vscode.window.showErrorMessage(reading.refusal.message);
  }
}
