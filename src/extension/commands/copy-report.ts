import * as vscode from "vscode";
import type { Actions } from "../webview/actions";
import type { Command } from "./command";
import { unlessCancelled } from "./unless-cancelled";
import type { Target } from "./target";

/** Puts the report that is shown on the clipboard, as JSON. */
export class CopyReport implements Command {
  constructor(
    private readonly target: Target,
    private readonly actions: Actions,
  ) {}

  async run(...args: readonly unknown[]): Promise<void> {
    const application = await this.target(args);
    const text = await unlessCancelled(vscode.l10n.t("The report is copied once its run has ended"), (signal) =>
      application.request("report", signal),
    );
    if (text === undefined) return;
    if (text === null) throw new Error(vscode.l10n.t("There is no report yet: wait for the run to end, or press Run."));
    await this.actions.copy(vscode.l10n.t("the report as JSON"), text);
  }
}
