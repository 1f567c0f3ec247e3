/** What waits by a clock: tests have one of their own. */
export interface Waits {
  /** Calls `then` after `milliseconds`, unless the function that it returns was called before. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The time of whatever this runs in. */
export const ownTime: Waits = {
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Does something once it has rested: after the last change of a burst, or a moment after the first one. */
export class RestTimer {
  #resting: { readonly cancel: () => void; readonly then: () => void } | null = null;

  constructor(private readonly time: Waits = ownTime) {}

  /** Calls `then` once so long has passed since the last call of this. */
  again(milliseconds: number, then: () => void): void {
    this.cancel();
    const cancel = this.time.after(milliseconds, () => this.flush());
    this.#resting = { cancel, then };
  }

  /** Calls `then` so long after the first call of this. */
  once(milliseconds: number, then: () => void): void {
    if (!this.#resting) this.again(milliseconds, then);
  }

  /** Calls now what waits; nothing where nothing does. */
  flush(): void {
    const resting = this.#resting;
    this.cancel();
    resting?.then();
  }

  /** What waits is not called. */
  cancel(): void {
    this.#resting?.cancel();
    this.#resting = null;
  }
}
