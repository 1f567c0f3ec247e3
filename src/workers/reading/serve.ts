import type { OwnPort } from "../port";
import { ASKS } from "./asks";
import type { AskMessage, Ending, Failure, FromReader, ToReader, Work } from "./protocol";
import { Session } from "./session";

/** Models in one message: a host takes them in without a pause that is felt. */
const MOST_AT_ONCE = 16;

/** An error as it travels. */
function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  const { offset, path } = error as Partial<Pick<Failure, "offset" | "path">>;
  return { name, message, stack, offset, path };
}

/** Calls a function by its name; the host's compiler has matched them. */
function answer({ ask, args }: AskMessage): unknown {
  const asked = ASKS[ask] as (...args: readonly unknown[]) => unknown;
  return asked(...args);
}

/** The documents that a reader keeps track of. */
class Server {
  readonly #sessions = new Map<number, Session>();

  constructor(private readonly port: OwnPort<ToReader, FromReader>) {}

  take(message: ToReader): void {
    if (message.type === "close") this.#sessions.delete(message.document);
    else this.port.post({ ...this.#ending(message, message.job), job: message.job });
  }

  #ending(work: Work, job: number): Ending {
    try {
      return work.type === "ask" ? { type: "answered", value: answer(work) } : this.#read(work, job);
    } catch (error) {
      return { type: "failed", failure: failureOf(error) };
    }
  }

  #read({ document, text }: Extract<Work, { type: "read" }>, job: number): Ending {
    const session = this.#sessions.get(document) ?? new Session();
    // A reading that fails leaves nothing that the next could go on with.
    this.#sessions.delete(document);
    const { change, models, stopped } = session.read(text);
    this.#sessions.set(document, session);
    for (let from = 0; from < models.length || from === 0; from += MOST_AT_ONCE) {
      this.port.post({ type: "models", job, change, models: models.slice(from, from + MOST_AT_ONCE) });
    }
    return { type: "read", stopped };
  }
}

/** Answers a host's jobs, one after the other. */
export function serveReading(port: OwnPort<ToReader, FromReader>): void {
  const server = new Server(port);
  port.onMessage((message) => server.take(message));
  port.post({ type: "ready" });
}
