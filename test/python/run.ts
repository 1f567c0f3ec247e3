/**
 * `npm run test:probe [part of a test's name …]`: the probe's tests, in a Python that has torch; elsewhere they are skipped,
 * loudly. `npm run bench:probe` runs its bench there.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { recordCounts } from "../host/rig/counts";
import { pythonWithTorch } from "../unit/python/torch";

function main(script: string, names: readonly string[]): void {
  if (pythonWithTorch === undefined) {
    console.warn(
      "SKIPPED: no Python with torch, so the probe did not run; set DROPOUT_EXPLORER_PYTHON to one that has it.",
    );
    recordCounts({ part: "probe", passed: 0, failed: 0, skipped: 1 });
    return;
  }
  const { status } = spawnSync(pythonWithTorch, [join(__dirname, script), ...names], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}

const [script = "run_tests.py", ...names] = process.argv.slice(2);
main(script, names);
