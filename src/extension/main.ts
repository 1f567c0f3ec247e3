/**
 * dist/extension.js, what a host under Node loads: it requires the whole extension, which is the file of the web host, and
 * hands in the workers of Node.
 */
import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { spawnFromFile } from "../workers/node";
import { activateWith } from "./main.web";

/** Called by VS Code. */
export const activate = (context: vscode.ExtensionContext) =>
  activateWith(context, (extensionUri) => ({
    spawn: spawnFromFile(vscode.Uri.joinPath(extensionUri, "dist", "worker.node.js").fsPath),
    processors: availableParallelism(),
  }));
