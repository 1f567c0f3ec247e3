import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("restricted mode", () => {
  it("is what this folder is opened in", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
