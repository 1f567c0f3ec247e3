/** dist/extension.web.js: the whole extension, in the one file that a web host can load. */
import * as vscode from "vscode";
import { startFromBlob } from "../workers/blob";
import { once, type Once } from "../workers/once";
import { activateWith } from "./activate";
import type { HostWorkers } from "./engine/shared-engine";

/** Loads what is not needed before something is used. */
export const load = () => import("./services");

/** Called by VS Code in its web host. */
export const activate = (context: vscode.ExtensionContext) => activateWith(context, { load, workers });

/** Workers of a worker, from a Blob, since our folder may be anywhere. */
function workers(extensionUri: vscode.Uri): HostWorkers {
  const script = (name: string): Once<string> => once(() => read(vscode.Uri.joinPath(extensionUri, "dist", name)));
  const [trials, reader] = [script("worker.js"), script("reader.js")];
  // `navigator` of the worker in which this host runs; the types of Node do not know it.
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  return {
    spawn: async () => startFromBlob(await trials()),
    spawnReader: async () => startFromBlob(await reader(), "Dropout Explorer Reader"),
    processors: navigator?.hardwareConcurrency ?? 2,
  };
}

async function read(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
