import * as vscode from "vscode";
import { WALKTHROUGH } from "../base/ids";
import type { Command } from "./command";

/** Opens "Get started with Dropout Explorer". */
export class OpenWalkthrough implements Command {
  constructor(private readonly extensionId: string) {}

  async run(): Promise<void> {
    await vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      `${this.extensionId}#${WALKTHROUGH}`,
      false,
    );
  }
}
