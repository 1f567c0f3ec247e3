import { availableParallelism } from "node:os";
import * as vscode from "vscode";
import { createEngine, workersFor, type Engine } from "../engine/index";
import { spawnFromFile } from "../workers/node";

/** The engine of the extension host under Node; no worker starts before the first run. */
export function createHostEngine(extensionUri: vscode.Uri): Engine {
  const script = vscode.Uri.joinPath(extensionUri, "dist", "worker.node.js");
  return createEngine({ spawn: spawnFromFile(script.fsPath), workers: workersFor(availableParallelism()) });
}
