import { grouped, LIMITS } from "../../formats/index";
import { NeedsInput, NotationError, NothingToRun } from "../../python/plain";
import type { Failure } from "../../workers/reading/protocol";

/** Thrown where a text is not read: because of what it holds, so that reading it again would end as this did. */
export class NotRead extends Error {
  override readonly name: string = "NotRead";
}

/** Thrown where reading a text was given up at its deadline. */
export class TookTooLong extends NotRead {
  override readonly name = "TookTooLong";

  constructor(milliseconds: number) {
    super(`Reading took longer than ${milliseconds / 1000} seconds and was stopped`);
  }
}

/** Thrown where the reader ended while it read a text: that needed too much memory. */
export class ReaderDied extends NotRead {
  override readonly name = "ReaderDied";

  constructor(cause: Error) {
    super("Reading took too much memory and was stopped", { cause });
  }
}

/** Thrown where a text is longer than any that is read. */
export class TooLong extends NotRead {
  override readonly name = "TooLong";

  constructor() {
    super(`The text is longer than ${grouped(LIMITS.text)} characters`);
  }
}

/** Thrown where no reader could be started; the next text tries again. */
export class ReaderNotStarted extends Error {
  override readonly name = "ReaderNotStarted";

  constructor(cause: unknown) {
    const why = cause instanceof Error && cause.message !== "" ? `: ${cause.message}` : "";
    super(`The Python reader couldn't be started${why}. Try again, or reload the window`, { cause });
  }
}

/** @throws {TooLong} where a text is too long to be read. */
export function refuseTooLong(text: string): void {
  if (text.length > LIMITS.text) throw new TooLong();
}

/** An error of the reader's, as it was thrown there. */
export function errorOf({ name, message, stack, offset, path }: Failure): Error {
  if (offset === undefined) return new NotRead(`Reading failed: ${message}`, { cause: stack });
  switch (name) {
    case "NeedsInput":
      return new NeedsInput(message, offset, path);
    case "NothingToRun":
      return new NothingToRun(message, offset, path);
    default:
      return new NotationError(message, offset, path);
  }
}
