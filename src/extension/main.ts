/**
 * dist/extension.js, what a host under Node loads. The rest of the extension is in the file of the web host, which it
 * requires when something is used, and gives it the workers of Node.
 */
import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { spawnFromFile } from "../workers/node";
import { activateWith } from "./activate";

/** Called by VS Code. */
export const activate = (context: vscode.ExtensionContext) =>
  activateWith(context, {
    load: async () => (await import("./main.web")).load(),
    workers: (extensionUri) => ({
      spawn: spawnFromFile(vscode.Uri.joinPath(extensionUri, "dist", "worker.node.js").fsPath),
      processors: availableParallelism(),
    }),
  });
