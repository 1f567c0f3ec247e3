import assert from "node:assert/strict";
import { orTold } from "../../../../src/extension/base/errors";

describe("What nobody waits for", () => {
  it("tells why it failed instead of rejecting, and nothing where it did not fail", async () => {
    const told: unknown[] = [];
    const refused = new Error("the clipboard is refused");
    await orTold(
      () => Promise.reject(refused),
      (error) => told.push(error),
    );
    await orTold(
      () => Promise.resolve(),
      (error) => told.push(error),
    );
    assert.deepEqual(told, [refused]);
  });
});
