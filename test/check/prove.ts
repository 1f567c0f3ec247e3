import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { checkSync } from "recheck/lib/browser.js";

/** Why an expression can't be used; null where its time is proven linear. */
export type Verdict = string | null;

type Judge = (source: string, flags: string) => Verdict;

const LIMITS = {
  /** Milliseconds for one expression, several times what the slowest takes: one that takes more is to be made simpler. */
  timeout: 60_000,
  // The search ends after so many steps, never after so much time: it finds the same on every machine.
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  randomSeed: 1,
} as const;

/**
 * Proves that an expression takes linear time on any text, or says what it takes instead.
 *
 * The proof is by automata; where it looks around or back, which none can, a search that finds no text that takes longer.
 */
export const prove: Judge = (source, flags) => {
  // "d" changes nothing about time, and recheck doesn't know it.
  const result = checkSync(source, flags.replace("d", ""), LIMITS);
  if (result.status === "safe") return null;
  if (result.status === "vulnerable") return `takes ${result.complexity.summary} time, as on ${result.attack.pattern}`;
  return `is not proven to take linear time: ${result.error.kind}`;
};

/** Verdicts that were reached before, in a file: an expression is proven once, whatever else changes. */
export class Proven {
  readonly #verdicts: Map<string, Verdict>;

  constructor(
    private readonly file: string,
    private readonly judge: Judge = prove,
  ) {
    this.#verdicts = new Map(readEntries(file));
  }

  of(source: string, flags: string): Verdict {
    const key = `/${source}/${flags}`;
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = this.judge(source, flags);
    this.#verdicts.set(key, verdict);
    return verdict;
  }

  /** Keeps the verdicts for the next time. */
  save(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify([...this.#verdicts]));
  }
}

function readEntries(file: string): readonly (readonly [string, Verdict])[] {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as (readonly [string, Verdict])[];
  } catch {
    return [];
  }
}
