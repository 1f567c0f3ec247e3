import { appendFileSync } from "node:fs";
import mocha from "mocha";

/** Mocha's own report on the terminal, and the counts of it for `test/run.ts`, in the form of counts.ts. */
export default class CountingReporter extends mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { DROPOUT_EXPLORER_COUNTS: file, DROPOUT_EXPLORER_PART: part = "mocha" } = process.env;
    if (!file) return;
    runner.once("end", () => {
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      appendFileSync(file, `${JSON.stringify({ part, passed, failed, skipped })}\n`);
    });
  }
}
