import { ownTime, type Waits } from "../workers/rest-timer";

/** Time, as an argument: tests have a clock of their own. */
export interface Clock extends Waits {
  /** Milliseconds since some start. */
  now(): number;
}

/** The page's own time. */
export const pageClock: Clock = { ...ownTime, now: () => performance.now() };
