/** What a page needs to draw in time. */
export interface Frames {
  /** Calls `then` with the next frame. */
  request(then: () => void): void;
  /** Calls `then` in the next task, before timers and frames where it can be. */
  soon(then: () => void): void;
}

/** The browser's own frames and tasks. */
export function pageFrames(): Frames {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return {
    request: (then) => requestAnimationFrame(then),
    soon: (then) => {
      waiting.push(then);
      port2.postMessage(null);
    },
  };
}

/**
 * Draws what has changed, with the next frame. A new picture does not wait for that: it is drawn as soon as it is there,
 * once between two frames, so that a frame which is due in a moment shows it.
 */
export class Redraw {
  #due = false;
  #requested = false;
  /** Whether something was drawn since the last frame, which has not shown it yet. */
  #ahead = false;

  constructor(
    private readonly frames: Frames,
    private readonly draw: () => void,
  ) {}

  /** Something changed. */
  withFrame(): void {
    this.#due = true;
    this.#request();
  }

  /** A picture came. */
  atOnce(): void {
    this.withFrame();
    if (this.#ahead) return;
    this.#ahead = true;
    this.frames.soon(() => this.#drawDue());
  }

  #request(): void {
    if (this.#requested) return;
    this.#requested = true;
    this.frames.request(() => {
      this.#requested = this.#ahead = false;
      this.#drawDue();
    });
  }

  #drawDue(): void {
    if (!this.#due) return;
    this.#due = false;
    this.draw();
  }
}
