import * as vscode from "vscode";
import type { DropoutExplorerApi } from "../../../../src/extension/engine/explore-api";
import manifest from "../../../../package.json";

/** A file of the sample workspace, which is a fresh copy in every run. */
export function sample(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error("no folder is open");
  return vscode.Uri.joinPath(folder, name);
}

/** A new file of the workspace. */
export async function written(name: string, text: string): Promise<vscode.Uri> {
  const file = sample(name);
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  return file;
}

/** The extension, as it was installed. */
export function extension(): vscode.Extension<DropoutExplorerApi> {
  const found = vscode.extensions.getExtension<DropoutExplorerApi>(`${manifest.publisher}.${manifest.name}`);
  if (!found) throw new Error("the extension is not installed");
  return found;
}

/** What the extension gives to others. */
export const api = async (): Promise<DropoutExplorerApi> => extension().activate();

/** Waits until `value` gives something, asking again and again. */
export async function until<T>(what: string, value: () => T | undefined | null | false): Promise<T> {
  for (let left = 200; left > 0; left--) {
    const found = value();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The tab that is in front. */
export const activeTab = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;

/** Closes every editor; what is not saved is given up. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty || activeTab()?.isDirty) {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
