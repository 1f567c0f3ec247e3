/** More than any file of models takes: an end for loops that multiply. */
const MOST_NODES = 500_000;
/** The same for one statement of the file, one function or one class. */
const MOST_IN_A_PART = 50_000;
/** Calls and expressions inside each other; each takes a few frames of the stack. */
const DEEPEST = 150;

/** Thrown inside a reading that takes too long; what was read before it counts. */
export class Exhausted extends Error {}

/** What a reading may spend, so that any text ends soon. */
export class Budget {
  private nodes = 0;
  private part = 0;
  private depth = 0;

  /** @throws {Exhausted} after the last node. */
  spend(): void {
    if (++this.nodes > MOST_NODES || ++this.part > MOST_IN_A_PART) throw new Exhausted();
  }

  /** Runs `work` with a part's whole budget; undefined where that was not enough. */
  within<T>(work: () => T): T | undefined {
    this.part = 0;
    this.depth = 0;
    try {
      return work();
    } catch (error) {
      if (error instanceof Exhausted) return undefined;
      throw error;
    }
  }

  /** Runs `work` one level deeper, or gives what `otherwise` says where that is too deep. */
  deeper<T>(work: () => T, otherwise: () => T): T {
    if (this.depth >= DEEPEST) return otherwise();
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }
}
