/** How a run grows with its trials: each in a fresh process, after a run of 1e4. */
import { join } from "node:path";
import { succeed } from "../../host/rig/command";
import { BUILT } from "./build";

/** One run of the neuron with two workers; bytes are the most that the process has had in memory. */
export interface Growth {
  readonly trials: number;
  readonly milliseconds: number;
  /** After the run of 1e4 trials. */
  readonly before: number;
  readonly peak: number;
}

/** Trials of each run; the last one is the most that a spec may have. */
const TRIALS = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];
const WORKERS = 2;

/** Runs all sizes, smallest first. */
export async function measureGrowth(): Promise<Growth[]> {
  const grown: Growth[] = [];
  for (const trials of TRIALS) {
    process.stderr.write(`growth: ${trials} trials\n`);
    const output = await succeed(process.execPath, [join(BUILT, "growth.mjs"), String(WORKERS), String(trials)]);
    grown.push(JSON.parse(output) as Growth);
  }
  return grown;
}

const MB = 1e6;

/** The growth as lines of text. */
export const growthTable = (growth: readonly Growth[]): string =>
  [
    "| trials | ms | peak memory, MB | above a run of 1e4, MB |",
    "|-------:|---:|----------------:|-----------------------:|",
    ...growth.map(
      ({ trials, milliseconds, before, peak }) =>
        `| ${trials.toExponential(0).replace("+", "")} | ${milliseconds.toFixed(1)} | ${(peak / MB).toFixed(1)} | ${((peak - before) / MB).toFixed(1)} |`,
    ),
  ].join("\n");
