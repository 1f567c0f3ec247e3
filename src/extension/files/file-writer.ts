import * as vscode from "vscode";
import { messageOf } from "../base/errors";
import { replaceThrough } from "./replace-through";
import { obstacleIn } from "./why-not-written";

/** Replaces the file of a path with these bytes, or leaves it as it was. */
export type ReplaceFile = (path: string, bytes: Uint8Array) => Promise<void>;

/** Writes every file that the extension writes: whole, or not at all. Open documents are saved by VS Code. */
export class FileWriter {
  /** @param replace How this host replaces files of its own disk; absent where it has none. */
  constructor(private readonly replace?: ReplaceFile) {}

  /** @throws an Error that names the file, says what is in the way, and what to do. */
  async write(file: vscode.Uri, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    try {
      if (this.replace && file.scheme === "file") await this.replace(file.fsPath, bytes);
      else await replaceThrough(vscode.workspace.fs, file, beside(file), bytes);
    } catch (error) {
      throw new Error(whyNot(vscode.workspace.asRelativePath(file), error), { cause: error });
    }
  }
}

/** A hidden name in the folder of a file, which no other file has. */
function beside(file: vscode.Uri): vscode.Uri {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const random = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0"));
  return vscode.Uri.joinPath(file, "..", `.${name}.${random.join("")}.tmp`);
}

function whyNot(name: string, error: unknown): string {
  const failed = `${name} couldn't be written`;
  switch (obstacleIn(error)) {
    case "full":
      return `${failed}: the disk is full. Nothing was changed. Free some space, or choose another folder, and try again.`;
    case "denied":
      return `${failed}: you don't have permission. Nothing was changed. Choose another folder, or change the permissions, and try again.`;
    case "gone":
      return `${failed}: its folder doesn't exist. Choose another folder and try again.`;
    case "other":
      return `${failed}: ${messageOf(error)}. Nothing was changed. Choose another folder and try again.`;
  }
}
