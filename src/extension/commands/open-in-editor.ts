import * as vscode from "vscode";
import { COMMANDS } from "../ids";
import type { Panels } from "../webview/panels";
import type { Command } from "./command";
import type { Target } from "./target";

/** Carries what the sidebar shows to a new panel, undo and all. */
export class OpenInEditor implements Command {
  readonly id = COMMANDS.openInEditor;

  constructor(
    private readonly target: Target,
    private readonly panels: Panels,
  ) {}

  run(...args: readonly unknown[]): void {
    const application = this.target(args);
    if (!application) return;
    if (application.state) this.panels.open(application.state);
    else void vscode.window.showInformationMessage(vscode.l10n.t("Dropout Explorer is still starting: try again."));
  }
}
