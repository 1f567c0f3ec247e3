/** dist/extension.web.js: the whole extension, in the one file that a web host can load. */
import * as vscode from "vscode";
import { startFromBlob } from "../workers/blob";
import { activateWith } from "./activate";

export { activateWith };

/** `navigator` of the worker in which this host runs; the types of Node do not know it. */
const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };

/** Called by VS Code in its web host: workers of a worker, from a Blob, since our folder may be anywhere. */
export const activate = (context: vscode.ExtensionContext) =>
  activateWith(context, (extensionUri) => {
    const file = vscode.Uri.joinPath(extensionUri, "dist", "worker.js");
    let script: Promise<string> | undefined;
    return {
      spawn: async () => startFromBlob(await (script ??= read(file))),
      processors: navigator?.hardwareConcurrency ?? 2,
    };
  });

async function read(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
