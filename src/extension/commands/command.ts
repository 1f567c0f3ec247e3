import * as vscode from "vscode";
import { Disposable } from "../disposable";
import type { CommandId } from "../ids";
import { messageOf } from "../webview/actions";

/** One command of package.json. */
export interface Command {
  readonly id: CommandId;
  /** @param args What a menu hands over: a resource, or the context of an editor's title; nothing from the palette. */
  run(...args: readonly unknown[]): unknown;
}

/** Registers commands; one that fails says why, and the log has the rest. */
export class CommandRegistry extends Disposable {
  constructor(
    commands: readonly Command[],
    private readonly log: vscode.LogOutputChannel,
  ) {
    super();
    for (const command of commands) {
      this.own(vscode.commands.registerCommand(command.id, (...args: unknown[]) => this.#run(command, args)));
    }
  }

  async #run(command: Command, args: readonly unknown[]): Promise<void> {
    try {
      await command.run(...args);
    } catch (error) {
      this.log.error(`${command.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      void vscode.window.showErrorMessage(messageOf(error));
    }
  }
}
