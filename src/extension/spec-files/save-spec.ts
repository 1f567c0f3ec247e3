import * as vscode from "vscode";
import type { ExploreSpec } from "../../formats/index";
import type { FileWriter } from "../files/file-writer";
import { SPEC_SUFFIX, VIEWS } from "../base/ids";
import { specFileFor } from "./spec-file";
import { confirm, inform } from "../ui/window";
import { specText } from "./spec-text";

/** The name that a new spec file is given. */
const NAME = `experiment${SPEC_SUFFIX}`;

/** Asks for a place in the workspace, or anywhere where there is none; undefined where the person thinks better of it. */
export async function askForSpecFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, NAME) }),
    // VS Code's own dialog takes `.json` for the whole suffix of a name, and would add `.dropout.json` once more.
    filters: { ["Dropout Explorer experiment"]: ["json"] },
    title: "Save Spec As",
  });
  return chosen && specFileFor(chosen, { exists, mayReplace });
}

/** Asks for a place and writes the spec there, every setting spelled out. */
export async function saveSpecAs(spec: ExploreSpec, files: FileWriter): Promise<void> {
  const file = await askForSpecFile();
  if (!file) return;
  await files.write(file, specText(spec));
  const open = "Open";
  const chosen = await inform(`Saved: ${vscode.workspace.asRelativePath(file)}`, open);
  if (chosen === open) await vscode.commands.executeCommand("vscode.openWith", file, VIEWS.specEditor);
}

/** Whether there is a file of this name. */
export async function exists(file: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}

async function mayReplace(file: vscode.Uri): Promise<boolean> {
  const replace = "Replace";
  const question = `${vscode.workspace.asRelativePath(file)} already exists. Do you want to replace it?`;
  const detail = `The name of a spec file ends in ${SPEC_SUFFIX}, so that was added to the name you chose.`;
  return (await confirm(question, detail, replace)) === replace;
}
