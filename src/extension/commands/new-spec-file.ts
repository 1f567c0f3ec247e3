import * as vscode from "vscode";
import { ARTICLE } from "../../core/presets";
import { askForSpecFile, exists } from "../spec-files/save-spec";
import { beginningIn } from "../spec-files/spec-file";
import { specText } from "../spec-files/spec-text";
import type { ExploreSpec } from "../../formats/index";
import type { FileWriter } from "../files/file-writer";
import { SPEC_SUFFIX } from "../base/ids";
import type { Settings } from "../base/settings";
import type { Command } from "./command";

/** Opens a new spec file with the article's experiment and the settings' trials and seed. */
export class NewSpecFile implements Command {
  constructor(
    private readonly settings: Settings,
    private readonly files: FileWriter,
  ) {}

  async run(): Promise<void> {
    const spec = { ...ARTICLE.spec, ...this.settings.defaults };
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const writable = folder && vscode.workspace.fs.isWritableFileSystem(folder.scheme);
    const beginning = beginningIn(folder?.scheme, writable);
    if (folder && beginning === "inFolder") await showUntitled(await unused(folder), spec);
    else if (beginning === "nameless") await showNameless(spec);
    else await showSaved(await askForSpecFile(), spec, this.files);
  }
}

async function showUntitled(file: vscode.Uri, spec: ExploreSpec): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file.with({ scheme: "untitled" }));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, new vscode.Position(0, 0), specText(spec));
  await vscode.workspace.applyEdit(edit);
  await vscode.window.showTextDocument(document);
}

/** An untitled file has its name, and with it completion and its editor, only where it knows its folder. */
async function showSaved(file: vscode.Uri | undefined, spec: ExploreSpec, files: FileWriter): Promise<void> {
  if (!file) return;
  await files.write(file, specText(spec));
  await vscode.window.showTextDocument(file);
}

async function showNameless(spec: ExploreSpec): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: "jsonc", content: specText(spec) });
  await vscode.window.showTextDocument(document);
}

/** The first name in a folder that neither a file nor an untitled document has. */
async function unused(folder: vscode.Uri): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const file = vscode.Uri.joinPath(folder, `experiment${number === 1 ? "" : `-${number}`}${SPEC_SUFFIX}`);
    const open = vscode.workspace.textDocuments.some(({ uri }) => uri.path === file.path);
    if (!open && !(await exists(file))) return file;
  }
}
