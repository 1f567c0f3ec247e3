import assert from "node:assert/strict";
import { unlessTakenBack, type Cancellation } from "../../../../src/extension/base/cancelled";
import { Emitter } from "../../../../src/extension/base/emitter";

/** A question that a test takes back. */
class Question implements Cancellation {
  isCancellationRequested = false;
  listeners = 0;
  readonly #onTakenBack = new Emitter<void>();

  onCancellationRequested(listener: () => void) {
    this.listeners++;
    const listening = this.#onTakenBack.event(listener);
    return { dispose: () => (this.listeners--, listening.dispose()) };
  }
  takeBack(): void {
    this.isCancellationRequested = true;
    this.#onTakenBack.fire();
  }
}

describe("A question that may be taken back", () => {
  it("is answered while it is asked, and nobody listens after that", async () => {
    const question = new Question();
    assert.equal(await unlessTakenBack(question, () => Promise.resolve(3)), 3);
    await assert.rejects(
      unlessTakenBack(question, () => Promise.reject(new Error("not read"))),
      /not read/,
    );
    assert.equal(question.listeners, 0);
  });

  it("begins nothing where it was taken back before", async () => {
    const question = new Question();
    question.takeBack();
    let begun = 0;
    assert.equal(await unlessTakenBack(question, () => Promise.resolve(++begun)), undefined);
    assert.equal(begun, 0);
  });

  it("keeps nobody waiting once it is taken back", async () => {
    const question = new Question();
    const answer = unlessTakenBack(question, () => new Promise<number>(() => undefined));
    question.takeBack();
    assert.equal(await answer, undefined);
    assert.equal(question.listeners, 0);
  });
});
