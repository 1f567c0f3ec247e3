/** What a contender is asked for: the seed of its random numbers, and how much of the work. */
export interface Asked {
  readonly seed: number;
  readonly size: number;
  /** Runs and times what belongs to the work. */
  readonly timed: <T>(work: () => T | Promise<T>) => Promise<T>;
}
/** One work of a contender. */
export type Work = (asked: Asked) => Promise<Readonly<Record<string, unknown>>>;
/** Answers questions on standard input until it ends. */
export function serve(about: string, works: Readonly<Record<string, Work>>): Promise<never>;
