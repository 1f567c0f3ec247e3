import assert from "node:assert/strict";
import { logFailures, type Failing } from "../../../src/app/failures";
import { FakeHost } from "./fakes";

describe("What fails in a page and nobody waits for", () => {
  const listeners = new Map<string, (event: never) => void>();
  const page: Failing = {
    addEventListener: (type: string, listener: (event: never) => void) => void listeners.set(type, listener),
  };
  const fire = (type: string, event: object): void => listeners.get(type)?.(event as never);

  it("is in the host's log, rejections and errors alike, and nothing that isn't a failure", () => {
    const host = new FakeHost();
    logFailures(page, host);
    fire("unhandledrejection", { reason: new Error("the worker is gone") });
    fire("error", { error: new TypeError("x is undefined") });
    fire("error", { message: "ResizeObserver loop completed with undelivered notifications." });
    const messages = host.of("log").map(({ level, message }) => [level, message.split("\n")[0]]);
    assert.deepEqual(messages, [
      ["error", "Error: the worker is gone"],
      ["error", "TypeError: x is undefined"],
    ]);
  });
});
