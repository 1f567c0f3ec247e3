/** Below this many milliseconds the clock, the messages and cold code are most of what is measured. */
const SHORTEST = 5;
/** Milliseconds of measurement that count as much as all that was learnt before. */
const MEMORY = 120;

/** How fast this machine is against the cost model, learnt from the work that was done. */
export class Speed {
  /** Measured time over modelled time. */
  factor = 1;

  /** Takes a measured time in milliseconds and what the model said it would take in nanoseconds. */
  learn(milliseconds: number, modelled: number): void {
    if (milliseconds < SHORTEST || modelled <= 0) return;
    // A long slice says more than a short one.
    const weight = milliseconds / (milliseconds + MEMORY);
    this.factor += weight * ((milliseconds * 1e6) / modelled - this.factor);
  }
}
