import assert from "node:assert/strict";
import * as vscode from "vscode";
import manifest from "../../../../package.json";

describe("the web-worker extension host", () => {
  it("is a worker without Node", () => {
    assert.equal("WorkerGlobalScope" in globalThis, true);
    assert.equal((globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node, undefined);
  });

  it("runs the extension itself, not its Node twin elsewhere", () => {
    // An extension that runs in another host than the suite is not seen from here.
    const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension);
    assert.equal(extension.extensionKind, vscode.ExtensionKind.UI);
  });
});
