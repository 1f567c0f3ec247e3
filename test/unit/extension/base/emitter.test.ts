import assert from "node:assert/strict";
import { Emitter, next } from "../../../../src/extension/base/emitter";

describe("The next value of an event", () => {
  it("is the first that is fired", async () => {
    const emitter = new Emitter<number>();
    const value = next(emitter.event, 1000, "late");
    emitter.fire(1);
    emitter.fire(2);
    assert.equal(await value, 1);
  });

  it("is waited for no longer than it is said", () =>
    assert.rejects(next(new Emitter<number>().event, 1, "it did not come"), /it did not come/));
});
