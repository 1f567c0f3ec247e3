import type * as vscode from "vscode";
import { inBackground } from "../ui/background";
import { fail } from "../ui/window";
import { messageOf } from "../base/errors";

/** What a command does. */
export interface Command {
  /** @param args What a menu hands over: a resource, or the context of an editor's title; nothing from the palette. */
  run(...args: readonly unknown[]): unknown;
}

/** Runs a command; one that fails says why, and the log has the rest. */
export async function runCommand(
  id: string,
  command: Command,
  args: readonly unknown[],
  log: vscode.LogOutputChannel,
): Promise<void> {
  try {
    await command.run(...args);
  } catch (error) {
    log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    inBackground(id, fail(messageOf(error)));
  }
}
