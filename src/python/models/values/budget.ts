import type { Reason } from "../../../formats/index";

/** What any text may spend, and what it may spend for each character: real code takes a fifth of it. */
const UNITS = 3_000_000;
const UNITS_PER_CHARACTER = 4;
/** The share of what is left that one statement, function, class or model may take, and the most that it may. */
const SHARE = 1 / 6;
const MOST_IN_A_PART = 400_000;
/** Calls and expressions inside each other; each takes a few frames of the stack. */
const DEEPEST = 150;

/** What a text of this many UTF-16 units may spend. */
export const mostUnits = (length: number): number => UNITS + UNITS_PER_CHARACTER * length;

/**
 * What is made, in units: one stands for a step of some ten nanoseconds, or for about 30 bytes that are kept. Copies of
 * references cost a quarter of a unit each.
 */
export const COSTS = { literal: 2, reason: 3, list: 2, entry: 3, map: 6, scope: 12, module: 25, step: 8 } as const;

/** Why a part of a text was not followed to its end. */
export type Ending = "too_much_to_follow" | "too_deep";

/** Why a model that was not followed to its end isn't a chain. */
export const TOO_LONG: Reason = { code: "too_long" };

/** Does work with a part's budget; undefined where that was not enough. */
export type Within = <T>(work: () => T) => T | undefined;

/** Thrown inside a reading that takes too long; what was read before it counts. */
export class Exhausted extends Error {}
/** Always the same one: thousands of parts may end with it, and a stack of calls takes time. */
const EXHAUSTED = new Exhausted("This takes too long to read");

/** What an error says of the work that threw it; undefined: it is a fault of ours. */
function endingOf(error: unknown): Ending | undefined {
  if (error instanceof Exhausted) return "too_much_to_follow";
  // Firefox has an error of its own for a full stack.
  if (error instanceof Error && error.name === "InternalError") return "too_deep";
  if (!(error instanceof RangeError)) return undefined;
  return error.message.includes("call stack") ? "too_deep" : "too_much_to_follow";
}

/** What a reading may spend, so that any text ends soon and takes little memory. */
export class Budget {
  /** Why the part that was worked on last did not come to its end. */
  ending: Ending | undefined;
  private left: number;
  private readonly most: number;
  /** What later stages keep. */
  private spare = 0;
  /** Where `left` ends for the part that is worked on. */
  private floor = 0;
  private depth = 0;

  /** @param length of the text, in UTF-16 units. */
  constructor(length: number) {
    this.most = mostUnits(length);
    this.left = this.most;
  }

  /** The units that are spent. */
  get spent(): number {
    return this.most - this.left;
  }

  /**
   * Pays for what is made next.
   *
   * @throws {Exhausted} where too little is left.
   */
  spend(units = 1): void {
    const left = this.left - units;
    // NaN is too much, too.
    if (!(left >= this.floor)) throw EXHAUSTED;
    this.left = left;
  }

  /** Begins a stage of the reading that leaves a share of everything to later ones. */
  stage(spare: number): void {
    this.spare = spare * this.most;
  }

  /**
   * Runs `work` with a part's budget: what one part takes leaves enough for the others. Undefined where that was not
   * enough, and `ending` says why.
   *
   * @param share of what is left that it may take, if that is another one than that of a part.
   * @param least that it may take, whatever the parts before it have taken.
   */
  within<T>(work: () => T, share?: number, least = 0): T | undefined {
    const { floor, depth } = this;
    const left = Math.max(0, this.left - this.spare);
    const most = share === undefined ? Math.min(MOST_IN_A_PART, left * SHARE) : left * share;
    this.floor = Math.max(0, this.left - Math.max(most, least));
    this.ending = undefined;
    try {
      return work();
    } catch (error) {
      const ending = endingOf(error);
      if (ending === undefined) throw error;
      this.ending = ending;
      return undefined;
    } finally {
      this.floor = floor;
      this.depth = depth;
    }
  }

  /** Runs `work` one level deeper, or gives what `otherwise` says where that is too deep. */
  deeper<T>(work: () => T, otherwise: () => T): T {
    if (this.depth >= DEEPEST) {
      this.ending ??= "too_deep";
      return otherwise();
    }
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }
}
