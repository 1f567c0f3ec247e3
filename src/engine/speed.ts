/** How much of a new measurement enters the running average. */
const WEIGHT = 0.3;

/** How fast this machine is against the cost model, learnt from the slices that were run. */
export class Speed {
  /** Measured time over modelled time. */
  factor = 1;

  /** Takes a slice's time in milliseconds and what the model said it would take in nanoseconds. */
  learn(milliseconds: number, modelled: number): void {
    // Below a millisecond the clock and the messages are most of what is measured.
    if (milliseconds < 1) return;
    this.factor += WEIGHT * ((milliseconds * 1e6) / modelled - this.factor);
  }
}
