import * as vscode from "vscode";
import { createEngine, workersFor, type Engine } from "../engine/index";
import { startFromBlob } from "../workers/blob";

/** `navigator` of the worker in which this host runs; the types of Node do not know it. */
const processors = (globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 2;

/** The engine of the web extension host: workers of a worker, from a Blob, since our folder may be anywhere. */
export function createHostEngine(extensionUri: vscode.Uri): Engine {
  const file = vscode.Uri.joinPath(extensionUri, "dist", "worker.js");
  let script: Promise<string> | undefined;
  return createEngine({
    spawn: async () => startFromBlob(await (script ??= read(file))),
    workers: workersFor(processors),
  });
}

async function read(file: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
