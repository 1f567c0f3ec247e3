import * as vscode from "vscode";
import type { FileWriter } from "../files/file-writer";
import { confirm } from "../ui/window";

/** The name of the module, which the cell imports. */
const NAME = "dropout_probe.py";

const read = (file: vscode.Uri): Thenable<string> =>
  vscode.workspace.fs.readFile(file).then((bytes) => new TextDecoder().decode(bytes));

/** A file's text; undefined where there is none. One that is there and cannot be read is not to be written over. */
async function readIfThere(file: vscode.Uri): Promise<string | undefined> {
  try {
    return await read(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/** Line ends are the version control's matter. */
const same = (a: string, b: string): boolean => a.replace(/\r\n/g, "\n") === b.replace(/\r\n/g, "\n");

/** What the person wants with a module that is there and differs; undefined where they think better of all of it. */
async function askAbout(file: vscode.Uri): Promise<"replace" | "keep" | undefined> {
  const replace = "Replace";
  const keep = "Keep Mine";
  const question = `${vscode.workspace.asRelativePath(file)} already exists and differs from the one that comes with Dropout Explorer. Do you want to replace it?`;
  const detail = "It was edited or comes from another version.";
  const chosen = await confirm(question, detail, replace, keep);
  return chosen === replace ? "replace" : chosen === keep ? "keep" : undefined;
}

/**
 * Puts the probe's module into a folder, where it is not yet there; asks before it replaces one that differs.
 *
 * @returns whether a cell that imports it may be added.
 * @throws an Error where a module that is there cannot be read, or, saying what to do, where the folder cannot be written.
 */
export async function placeProbe(extensionUri: vscode.Uri, folder: vscode.Uri, files: FileWriter): Promise<boolean> {
  const source = await read(vscode.Uri.joinPath(extensionUri, "media", "python", NAME));
  const file = vscode.Uri.joinPath(folder, NAME);
  const present = await readIfThere(file);
  if (present !== undefined && same(present, source)) return true;
  const answer = present === undefined ? "replace" : await askAbout(file);
  if (answer === "replace") await files.write(file, source);
  return answer !== undefined;
}
