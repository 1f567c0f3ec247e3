/**
 * Holds what the product says of random short runs against runs of 100 times the trials with other seeds.
 *
 *     npm run audit -- --specs 1000 --seed 0
 *
 * Fails where a kind of statement is wrong more often than its stated error rate.
 */
import { parseArgs } from "node:util";
import { mergeReports, planOf, trialCost } from "../../src/core/index";
import { runHere } from "../../src/core/run/run-here";
import { createKernels } from "../../src/engine/kernels/index";
import type { ExploreReport, ExploreSpec } from "../../src/formats/index";
import { kernelBytes } from "../unit/kernels/support";
import { CHECKS, findingsOf, type Check, type LongRun } from "./checks";
import { inShort, randomSpec } from "./specs";

const { values } = parseArgs({
  options: { specs: { type: "string", default: "1000" }, seed: { type: "string", default: "0" } },
});
const [specs, seed] = [Number(values.specs), Number(values.seed)];

const kernels = createKernels(kernelBytes);

/** Parts of a long run. */
const PARTS = 20;
const LONGER = 100;
/** Nanoseconds that a long run may take: larger networks are left to smaller trials. */
const LONGEST = 1.5e9;

function longRun(spec: ExploreSpec): LongRun {
  const trials = (spec.trials * LONGER) / PARTS;
  const parts = Array.from({ length: PARTS }, (_, i) => runHere({ ...spec, trials, seed: 2 ** 31 + i }, kernels));
  return { whole: parts.reduce((sum: ExploreReport, part) => mergeReports(sum, part)), parts };
}

/** P(X >= wrong) for a Poisson number of this mean: how surprising so many wrong statements are. */
function surprise(wrong: number, mean: number): number {
  let [term, below] = [Math.exp(-mean), 0];
  for (let k = 0; k < wrong; k++) {
    below += term;
    term *= mean / (k + 1);
  }
  return 1 - below;
}

interface Row {
  made: number;
  wrong: number;
  readonly examples: string[];
}
const rows = new Map<string, Row>();
const bucketOf = (trials: number): string => (trials < 10 ? "2-9" : trials < 50 ? "10-49" : "50+");

/** Counts statements; of those that are wrong at once in one spec one counts, since they share their trials. */
function audit(index: number): boolean {
  const spec = randomSpec(seed, index);
  if (trialCost(planOf(spec)) * spec.trials * LONGER > LONGEST) return false;
  const short = runHere(spec, kernels);
  const long = longRun(spec);
  const wrong = new Set<Check>();
  short.layers.forEach((_, layer) => {
    for (const { check, ok, detail } of findingsOf(short, long, layer)) {
      for (const bucket of ["all", bucketOf(spec.trials)]) {
        const key = `${check} ${bucket}`;
        const row = rows.get(key) ?? { made: 0, wrong: 0, examples: [] };
        rows.set(key, row);
        row.made += 1;
        if (ok || wrong.has(check)) continue;
        row.wrong += 1;
        row.examples.push(`spec ${index}, layer ${layer}, ${detail}\n      ${inShort(spec)}`);
      }
      if (!ok) wrong.add(check);
    }
  });
  return true;
}

let audited = 0;
for (let index = 0; audited < specs; index++) if (audit(index)) audited += 1;

let failed = false;
console.log(`${specs} specs, seed ${seed}: statements of short runs against ${LONGER} times the trials\n`);
console.log(
  "statement".padEnd(72),
  "trials".padStart(6),
  "made".padStart(7),
  "wrong".padStart(6),
  "rate".padStart(9),
  "allowed".padStart(9),
);
for (const [check, { allowed, what }] of Object.entries(CHECKS)) {
  for (const bucket of ["all", "2-9", "10-49", "50+"]) {
    const { made, wrong, examples } = rows.get(`${check} ${bucket}`) ?? { made: 0, wrong: 0, examples: [] };
    const bad = wrong > 0 && surprise(wrong, allowed * made) < 1e-3;
    failed ||= bad;
    const figures = [bucket.padStart(6), String(made).padStart(7), String(wrong).padStart(6)];
    const rates = [(wrong / Math.max(1, made)).toExponential(1).padStart(9), allowed.toExponential(1).padStart(9)];
    console.log((bucket === "all" ? what : "").padEnd(72), ...figures, ...rates, bad ? "TOO OFTEN" : "");
    if (bucket !== "all") for (const example of examples.slice(0, 3)) console.log(`    ${example}`);
  }
}
process.exitCode = failed ? 1 : 0;
