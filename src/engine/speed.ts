/** Below this many milliseconds the clock and the messages are much of what is measured. */
const SHORTEST = 5;
/** And below this many, of the first work of a run, code that is not compiled yet: a first trial may take 50 times its time. */
const SHORTEST_COLD = 250;
/** Milliseconds of measurement that count as much as all that was learnt before. */
const MEMORY = 120;

/** How fast this machine is against the cost model, learnt from the work that was done. */
export class Speed {
  /** Measured time over modelled time. */
  factor = 1;

  /**
   * Takes a measured time in milliseconds and what the model said it would take in nanoseconds; `cold` for the first
   * work that a worker does for a run.
   */
  learn(milliseconds: number, modelled: number, cold: boolean): void {
    if (milliseconds < (cold ? SHORTEST_COLD : SHORTEST) || modelled <= 0) return;
    // A long slice says more than a short one.
    const weight = milliseconds / (milliseconds + MEMORY);
    this.factor += weight * ((milliseconds * 1e6) / modelled - this.factor);
  }
}
