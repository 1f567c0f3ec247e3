import * as vscode from "vscode";
import { COMMANDS, WALKTHROUGH } from "../ids";
import type { Command } from "./command";

/** Opens "Get started with Dropout Explorer". */
export class OpenWalkthrough implements Command {
  readonly id = COMMANDS.openWalkthrough;

  constructor(private readonly extensionId: string) {}

  async run(): Promise<void> {
    await vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      `${this.extensionId}#${WALKTHROUGH}`,
      false,
    );
  }
}
