import type { Disposes } from "./disposable";

/** Adds a listener; what it returns removes it. */
export type Event<T> = (listener: (value: T) => void) => Disposes;

/** `vscode.EventEmitter` for modules that are tested without VS Code. */
export class Emitter<T> implements Disposes {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  /** Calls the listeners there are now; one that removes itself meanwhile does no harm. */
  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/**
 * The next value of an event.
 *
 * @throws Error with the message `late` where none comes within `milliseconds`.
 */
export function next<T>(event: Event<T>, milliseconds: number, late: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (how: () => void): void => {
      clearTimeout(timer);
      listening.dispose();
      how();
    };
    const timer = setTimeout(() => end(() => reject(new Error(late))), milliseconds);
    const listening = event((value) => end(() => resolve(value)));
  });
}
