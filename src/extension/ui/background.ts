import { messageOf } from "../base/errors";
import { fail } from "./window";

/** Where failures are written. */
interface Log {
  error(message: string): unknown;
}

let log: Log = console;

/** Writes failures to a log from now on. */
export function logFailuresTo(other: Log): void {
  log = other;
}

/** Writes a failure to the log, with all that is known of it. */
export function logFailure(what: string, error: unknown): void {
  log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
}

/** Lets something go on that nobody waits for; if it fails, the log says so. */
export function inBackground(what: string, going: PromiseLike<unknown>): void {
  going.then(undefined, (error: unknown) => logFailure(what, error));
}

/**
 * Does what a person asked for, without anyone waiting for it; if it fails, they read why, and the log has the rest.
 *
 * @param intent Comes before the reason: "The spec couldn't be saved".
 */
export function forPerson(what: string, action: () => PromiseLike<unknown>, intent?: string): void {
  const failed = (error: unknown): void => {
    logFailure(what, error);
    inBackground(what, fail(intent === undefined ? messageOf(error) : `${intent}: ${messageOf(error)}`));
  };
  // What fails before there is a promise fails as one.
  Promise.resolve().then(action).then(undefined, failed);
}
