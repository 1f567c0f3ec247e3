/**
 * dist/extension.js, what a host under Node loads. The rest of the extension is in the file of the web host, which it
 * requires when something is used, and gives it the workers of Node.
 */
import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { spawnFromFile } from "../workers/node";
import { spawnProcess } from "../workers/process";
import { activateWith } from "./activate";
import { replaceOnDisk } from "./files/replace-on-disk";

/** Called by VS Code. */
export const activate = (context: vscode.ExtensionContext) =>
  activateWith(context, {
    load: async () => (await import("./main.web")).load(),
    workers: (extensionUri) => {
      const file = (name: string): string => vscode.Uri.joinPath(extensionUri, "dist", name).fsPath;
      return {
        spawn: spawnFromFile(file("worker.node.js")),
        processors: availableParallelism(),
        spawnReader: spawnProcess(file("reader.process.js")),
      };
    },
    replaceFile: replaceOnDisk,
  });
