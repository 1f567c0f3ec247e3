/** Anything that is ended by `dispose`; VS Code's disposables and timers of our own alike. */
export interface Disposes {
  dispose(): unknown;
}

/** Owns what it registers, and ends it in reverse order. */
export abstract class Disposable implements Disposes {
  #owned: Disposes[] = [];
  #disposed = false;

  /** Whether `dispose` was called. */
  get disposed(): boolean {
    return this.#disposed;
  }

  /** Ends everything that is owned; a second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const owned of this.#owned.reverse()) owned.dispose();
    this.#owned = [];
  }

  /** Ties the life of `owned` to this one's. */
  protected own<T extends Disposes>(owned: T): T {
    if (this.#disposed) owned.dispose();
    else this.#owned.push(owned);
    return owned;
  }
}
