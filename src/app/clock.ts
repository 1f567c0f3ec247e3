/** Time, as an argument: tests have a clock of their own. */
export interface Clock {
  /** Milliseconds since some start. */
  now(): number;
  /** Calls `then` after `milliseconds`, unless the function that it returns was called before. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The page's own time. */
export const pageClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};
