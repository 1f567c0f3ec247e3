import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { KernelSession } from "../../../../src/extension/notebooks/kernel-session";

/** An execution that remembers how it ended. */
function executionOf() {
  const ends: (boolean | undefined)[] = [];
  const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => undefined }) };
  const execution = { token, end: (success: boolean | undefined) => ends.push(success) };
  return { ends, execution: execution as unknown as vscode.NotebookCellExecution };
}

describe("The cells of a notebook", () => {
  it("end where running them breaks, and the next ones run", async () => {
    const [broken, next] = [executionOf(), executionOf()];
    const session = new KernelSession((execution) => {
      if (execution === broken.execution) return Promise.reject(new Error("the code could not be loaded"));
      execution.end(true);
      return Promise.resolve();
    });
    await session.execute([broken.execution, next.execution]);
    assert.deepEqual([broken.ends, next.ends], [[false], [true]]);
    await assert.rejects(session.execute([broken.execution]), /could not be loaded/);
  });
});
