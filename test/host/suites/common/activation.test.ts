import assert from "node:assert/strict";
import * as vscode from "vscode";
import manifest from "../../../../package.json";

const id = `${manifest.publisher}.${manifest.name}`;

describe("the installed package", () => {
  it("is found by VS Code and activates", async () => {
    const extension = vscode.extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command that it contributes", async () => {
    await vscode.extensions.getExtension(id)?.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const { contributes } = manifest as { contributes?: { commands?: readonly { command: string }[] } };
    const missing = (contributes?.commands ?? []).filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });
});
