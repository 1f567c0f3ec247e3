import { duration, formatCount } from "../../figure/index";

/** Seconds; a run estimated to take longer says so at once. */
const LONG = 3;

/** What stands in a cell from the start of a run that will take long; undefined where a result comes soon enough. */
export function startText(trials: number, estimate: number): string | undefined {
  if (estimate < LONG) return undefined;
  return `Running ${formatCount(trials)} trials, which will take ${duration(estimate)}. Interrupt the kernel to stop.`;
}

/**
 * What stands in a cell while it runs.
 *
 * @param fraction The share of the trials that is done, from 0 to 1.
 * @param elapsed Seconds since the run began.
 */
export function progressText(trials: number, fraction: number, elapsed: number): string {
  const done = `Running ${formatCount(trials)} trials: ${Math.floor(100 * fraction)} %`;
  return fraction > 0 ? `${done}, ${duration((elapsed * (1 - fraction)) / fraction)} left` : done;
}
