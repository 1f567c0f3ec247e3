import { BLOCK, CHUNK } from "../core/index";
import type { Speed } from "./speed";

/** Milliseconds that a slice is to take: short enough to stop, long enough that messages do not count. */
const SLICE = 40;
/** And at least this many, or a run ends with a dozen slices of a few trials. */
const SHORTEST_SLICE = 2;

/** How many trials a worker is given at a time. */
export class Slices {
  constructor(
    /** Nanoseconds that the cost model gives one trial. */
    private readonly cost: number,
    private readonly speed: Speed,
  ) {}

  /** Blocks that a worker probably runs in so many milliseconds. */
  blocksIn(milliseconds: number): number {
    return (milliseconds * 1e6) / (this.cost * this.speed.factor * BLOCK);
  }

  /**
   * Trials for one of `sharing` workers, of those from `cursor` to `end`: about as many as fit the time, a fair share where
   * fewer are left, whole blocks unless the run ends before.
   */
  shared(cursor: number, end: number, sharing: number): number {
    const left = end - cursor;
    const fair = Math.max(left / sharing / BLOCK, this.blocksIn(SHORTEST_SLICE));
    const blocks = Math.max(1, Math.round(Math.min(this.blocksIn(SLICE), fair)));
    return wholeChunks(cursor, Math.min(left, BLOCK * blocks));
  }
}

/** So many of the next trials, or fewer that end with a whole chunk, whose blocks then travel added up. */
function wholeChunks(cursor: number, trials: number): number {
  const whole = trials - ((cursor + trials) % CHUNK);
  return whole > 0 ? whole : trials;
}
