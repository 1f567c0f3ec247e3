import { appendFileSync } from "node:fs";

/** How the tests of one part ended. */
export interface Counts {
  readonly part: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Tells `test/run.ts` how a part ended, by the file that it names in the environment; alone, a part says it to nobody. */
export function recordCounts(counts: Counts): void {
  const file = process.env["DROPOUT_EXPLORER_COUNTS"];
  if (file) appendFileSync(file, `${JSON.stringify(counts)}\n`);
}

/** `3 passed, 0 failed`, and `, 1 skipped` where any were. */
export function totalLine({ passed, failed, skipped }: Omit<Counts, "part">): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
