import * as vscode from "vscode";
import type { ExploreSpec } from "../../formats/index";
import type { FileWriter } from "../files/file-writer";
import { SPEC_SUFFIX, VIEWS } from "../ids";
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
    filters: { [vscode.l10n.t("Dropout Explorer experiment")]: ["json"] },
    title: vscode.l10n.t("Save Spec As"),
  });
  return chosen && specFileFor(chosen, { exists, mayReplace });
}

/** Asks for a place and writes the spec there, every setting spelled out. */
export async function saveSpecAs(spec: ExploreSpec, files: FileWriter): Promise<void> {
  const file = await askForSpecFile();
  if (!file) return;
  await files.write(file, specText(spec));
  const open = vscode.l10n.t("Open");
  const chosen = await inform(vscode.l10n.t("Saved: {0}", vscode.workspace.asRelativePath(file)), open);
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
  const replace = vscode.l10n.t("Replace");
  const question = vscode.l10n.t(
    "{0} already exists. Do you want to replace it?",
    vscode.workspace.asRelativePath(file),
  );
  const detail = vscode.l10n.t("Spec files end in {0}, which was added to the name that you chose.", SPEC_SUFFIX);
  return (await confirm(question, detail, replace)) === replace;
}
