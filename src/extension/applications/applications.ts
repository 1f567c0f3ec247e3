import type { ToApp } from "../../formats/index";
import { Disposable } from "../base/disposable";
import type { ApplicationProxy } from "./application-proxy";

/** Every live application, and which of them commands without a target mean. */
export class Applications extends Disposable {
  /** The one used last stands last. */
  readonly #live: ApplicationProxy[] = [];

  constructor() {
    super();
    this.own({ dispose: () => [...this.#live].forEach((application) => application.dispose()) });
  }

  /** The application that was used last, or was opened last where none was used. */
  get current(): ApplicationProxy | undefined {
    return this.#live.at(-1);
  }

  /** All of them, the one used last at the end. */
  get all(): readonly ApplicationProxy[] {
    return this.#live;
  }

  /** The application that is the active editor, whichever was used last. */
  get active(): ApplicationProxy | undefined {
    return this.#live.find(({ holder }) => holder.active());
  }

  /** Counts an application in until `remove`. */
  add(application: ApplicationProxy): ApplicationProxy {
    this.#live.push(application);
    // Not owned: the listener ends with the application, and would keep every closed one alive.
    application.onFocus(() => this.focus(application));
    return application;
  }

  /** The person works in this one. */
  focus(application: ApplicationProxy): void {
    const index = this.#live.indexOf(application);
    if (index < 0) return;
    this.#live.splice(index, 1);
    this.#live.push(application);
  }

  /** Ends an application whose container is gone. */
  remove(application: ApplicationProxy): void {
    const index = this.#live.indexOf(application);
    if (index >= 0) this.#live.splice(index, 1);
    application.dispose();
  }

  /** Tells all of them. */
  broadcast(message: ToApp): void {
    for (const application of this.#live) application.send(message);
  }
}
