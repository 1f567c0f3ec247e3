import "../fake-vscode";
import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { Settings } from "../../../../src/extension/base/settings";
import type { Models } from "../../../../src/extension/models/models";
import { DropoutHovers } from "../../../../src/extension/surfaces/dropout-hovers";
import { ModelLenses } from "../../../../src/extension/surfaces/model-lenses";

const document = {} as vscode.TextDocument;
const takenBack = { isCancellationRequested: true } as vscode.CancellationToken;

/** A question that VS Code takes back as soon as someone listens, while reading never ends. */
const meanwhile = {
  isCancellationRequested: false,
  onCancellationRequested: (listener: () => void) => (queueMicrotask(listener), { dispose: () => undefined }),
} as unknown as vscode.CancellationToken;

/** Models whose reading never ends, and how often it was asked for. */
function endless() {
  const asked = { count: 0, of: () => (asked.count++, new Promise(() => undefined)) };
  return { asked, models: asked as unknown as Models };
}

describe("What VS Code takes back", () => {
  it("reads nothing for a line above a model or a hover that is no longer wanted", async () => {
    const { asked, models } = endless();
    const lenses = new ModelLenses(models, { codeLens: true } as unknown as Settings);
    assert.deepEqual(await lenses.provideCodeLenses(document, takenBack), []);
    assert.equal(
      await new DropoutHovers(models).provideHover(document, {} as unknown as vscode.Position, takenBack),
      undefined,
    );
    assert.equal(asked.count, 0);
  });

  it("is answered at once while a text is still being read", async () => {
    const { asked, models } = endless();
    const lenses = new ModelLenses(models, { codeLens: true } as unknown as Settings);
    assert.deepEqual(await lenses.provideCodeLenses(document, meanwhile), []);
    assert.equal(
      await new DropoutHovers(models).provideHover(document, {} as unknown as vscode.Position, meanwhile),
      undefined,
    );
    assert.equal(asked.count, 2);
  });
});
