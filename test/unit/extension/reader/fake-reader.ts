import { PythonReader } from "../../../../src/extension/reader/python-reader";
import type { Port } from "../../../../src/workers/port";
import type { FromReader, ToReader } from "../../../../src/workers/reading/protocol";
import { serveReading } from "../../../../src/workers/reading/serve";

/** Reads in this process instead of in a worker. */
export const readingHere = (): PythonReader => new PythonReader(() => new FakeReader());

/** A text that a fake worker never finishes. */
export const ENDLESS = "# endless";
/** A text at which it dies. */
export const DEADLY = "# deadly";

/** A worker that a test looks at: it reads as the real one does, later, but for texts that begin with these. */
export class FakeReader implements Port<ToReader, FromReader> {
  readonly posted: ToReader[] = [];
  readonly answers: FromReader[] = [];
  terminated = false;
  #hear: (message: FromReader) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;
  #serve: (message: ToReader) => void = () => undefined;
  /** What waits after a text that it never finishes. */
  #stuck = false;

  constructor() {
    setTimeout(() =>
      serveReading({ post: (message) => this.#answer(message), onMessage: (handler) => (this.#serve = handler) }),
    );
  }

  post(message: ToReader): void {
    this.posted.push(message);
    const text = JSON.stringify(message);
    if (text.includes(ENDLESS)) this.#stuck = true;
    if (text.includes(DEADLY)) setTimeout(() => this.#fail(new Error("out of memory")));
    else if (!this.#stuck) setTimeout(() => this.#serve(structuredClone(message)));
  }

  onMessage(handler: (message: FromReader) => void): void {
    this.#hear = handler;
  }

  onError(handler: (error: Error) => void): void {
    this.#fail = handler;
  }

  terminate(): void {
    this.terminated = true;
  }

  keepAlive(): void {
    return;
  }

  #answer(message: FromReader): void {
    this.answers.push(message);
    if (!this.terminated) this.#hear(structuredClone(message));
  }
}
