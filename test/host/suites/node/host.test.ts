import assert from "node:assert/strict";
import { relative } from "node:path";
import * as vscode from "vscode";
import manifest from "../../../../package.json";

describe("the Node extension host", () => {
  it("is Node, in a trusted folder", () => {
    assert.match(process.versions.node, /^\d+\./);
    assert.equal(vscode.workspace.isTrusted, true);
  });

  // The suites of this folder come first: in those that follow everything is used.
  it("loads of the extension, to activate it, no more than the file that says what there is", async () => {
    const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
    assert.ok(extension);
    await extension.activate();
    const files = Object.keys(require.cache).map((file) => relative(extension.extensionPath, file));
    assert.deepEqual(
      files.filter((file) => file.startsWith("dist")),
      ["dist/extension.js"],
    );
  });
});
