/**
 * `npm run fuzz -- --minutes N`: random inputs for everything that takes what a person, a file or another world hands over.
 *
 *     npm run fuzz -- --minutes 25                 every target, on all cores: more than a million inputs
 *     npm run fuzz -- --minutes 2 --only python    targets whose names begin so; may be given several times
 *     npm run fuzz -- --seed 7                     the inputs of a run again, whose seed its last lines tell
 *
 * An input fails where it breaks what its target promises (targets/), does not end within `--deadline` milliseconds, ends
 * the process that runs it, or needs more than `--memory` megabytes. Each kind of failure is made small and written to
 * test-results/fuzz. Once it is mended, move that file to test/fuzz/seeds: what is there is tried first, and by the unit tests.
 */
import { buildChild } from "./build";
import { Campaign, type Row } from "./campaign";
import { keptInputs } from "./findings";
import { optionsOf } from "./options";
import { TARGETS } from "./targets/index";

const COLUMNS = ["target", "inputs", "failures", "inputs/s"] as const;

const line = ([name = "", ...numbers]: readonly string[]): string =>
  name.padEnd(16) + numbers.map((text) => text.padStart(11)).join("");

function table(rows: readonly Row[]): string {
  const lines = rows.map(({ target, inputs, failures, milliseconds }) =>
    line([target, String(inputs), String(failures), ((1000 * inputs) / Math.max(1, milliseconds)).toFixed(0)]),
  );
  return [line(COLUMNS), ...lines].join("\n");
}

async function main(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  const { only, seed } = options;
  const targets = TARGETS.filter(({ name }) => only.length === 0 || only.some((start) => name.startsWith(start)));
  if (targets.length === 0)
    throw new Error(`No target begins so; there are ${TARGETS.map(({ name }) => name).join(", ")}`);
  const campaign = new Campaign(await buildChild(), targets, options);
  await campaign.run(keptInputs(targets.map(({ name }) => name)));
  for (const { target, failure, count } of campaign.findings) console.log(`${target}, ${count} times: ${failure.kind}`);
  console.log(`\n${table(campaign.rows)}\n\nseed ${seed}`);
  const sum = (of: (row: Row) => number): number => campaign.rows.reduce((total, row) => total + of(row), 0);
  const failures = sum((row) => row.failures);
  console.log(`${sum(({ inputs }) => inputs)} inputs, ${failures} failures`);
  if (failures > 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
