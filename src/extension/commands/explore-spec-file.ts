import * as vscode from "vscode";
import { COMMANDS, SPEC_SUFFIX, VIEWS } from "../base/ids";
import { choose, inform } from "../ui/window";
import type { Command } from "./command";

/** Opens a spec file in the custom editor: the one of the menu, else the active one, else one of the workspace. */
export class ExploreSpecFile implements Command {
  async run(resource?: unknown): Promise<void> {
    const given = resource instanceof vscode.Uri ? resource : vscode.window.activeTextEditor?.document.uri;
    const file = given?.path.endsWith(SPEC_SUFFIX) ? given : await chooseFile();
    if (file) await vscode.commands.executeCommand("vscode.openWith", file, VIEWS.specEditor);
  }
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles(`**/*${SPEC_SUFFIX}`, "**/node_modules/**", 1000);
  if (files.length === 0) {
    const create = "New Spec File";
    const none = `There's no *${SPEC_SUFFIX} file in this workspace.`;
    if ((await inform(none, create)) === create) {
      await vscode.commands.executeCommand(COMMANDS.newSpecFile);
    }
    return undefined;
  }
  const items = files.map((file) => ({ label: vscode.workspace.asRelativePath(file), value: file }));
  items.sort((a, b) => (a.label < b.label ? -1 : 1));
  const placeHolder = "Select a spec file to explore";
  return (await choose(items, { placeHolder }))?.value;
}
