import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("the Node extension host", () => {
  it("is Node, in a trusted folder", () => {
    assert.match(process.versions.node, /^\d+\./);
    assert.equal(vscode.workspace.isTrusted, true);
  });
});
