import type { Clock } from "./clock";

/** Milliseconds for which changes rest before they are kept: a drag writes a few times a second, not on each frame. */
const REST = 120;

/** Keeps what changes, a moment after the first change of a burst. */
export class Keeper {
  #cancel: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly keep: () => void,
  ) {}

  changed(): void {
    this.#cancel ??= this.clock.after(REST, () => this.flush());
  }

  /** Keeps now what waits; nothing where nothing does. */
  flush(): void {
    if (!this.#cancel) return;
    this.#cancel();
    this.#cancel = null;
    this.keep();
  }
}
