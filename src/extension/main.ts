/**
 * dist/extension.js, what a host under Node loads. The rest of the extension is in the file of the web host, which it
 * requires when something is used, and gives it the workers of Node.
 */
import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { spawnFromFile } from "../workers/node";
import { activateWith } from "./activate";

/** A text of 1 MB takes at most 200 MB to read: one that takes more ends its reader, and nothing else. */
const READER_MB = 512;

/** Called by VS Code. */
export const activate = (context: vscode.ExtensionContext) =>
  activateWith(context, {
    load: async () => (await import("./main.web")).load(),
    workers: (extensionUri) => {
      const file = (name: string): string => vscode.Uri.joinPath(extensionUri, "dist", name).fsPath;
      return {
        spawn: spawnFromFile(file("worker.node.js")),
        processors: availableParallelism(),
        spawnReader: spawnFromFile(file("reader.node.js"), { maxOldGenerationSizeMb: READER_MB }),
      };
    },
  });
