/**
 * Holds the time that the product estimates for a run against the time that it takes, over random networks of up to 1,000
 * units that take about a second.
 *
 *     npm run audit:estimates -- --specs 60 --seed 0
 *
 * An estimate is made twice: by an engine that has run something else (the article's experiment) before, and after it has
 * run the very network once. Times are of this machine and of what else it does meanwhile.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { ARTICLE } from "../../src/core/index";
import { createEngine, type Engine } from "../../src/engine/index";
import { parseSpec, type ExploreSpec } from "../../src/formats/index";
import { spawnFromFile } from "../../src/workers/node";
import { inShort, randomSpec } from "./specs";

const { values } = parseArgs({
  options: { specs: { type: "string", default: "60" }, seed: { type: "string", default: "0" } },
});
const WIDTHS = [1, 10, 100, 300, 1000];
const WORKERS = 2;
const SECONDS = 1;
const MOST_TRIALS = 1e7;

async function secondsOf(engine: Engine, spec: ExploreSpec): Promise<number> {
  const began = performance.now();
  await engine.run(spec);
  return (performance.now() - began) / 1000;
}

/** The network with so many trials that it is estimated to take about a second. */
function longEnough(engine: Engine, spec: ExploreSpec): ExploreSpec {
  const [few, many] = [1e4, 1e5].map((trials) => engine.estimate({ ...spec, trials }));
  const each = (many! - few!) / 9e4;
  return parseSpec({
    ...spec,
    trials: Math.min(MOST_TRIALS, Math.max(1, Math.round((SECONDS - few!) / each) + 10_000)),
  });
}

/** Estimate over truth, before and after the network was run once. */
async function ratiosOf(spec: ExploreSpec): Promise<readonly [number, number]> {
  const engine = createEngine({ spawn: spawnFromFile(resolve("dist", "worker.node.js")), workers: WORKERS });
  try {
    for (let seed = 0; seed < 8; seed++) await engine.run({ ...ARTICLE.spec, seed, trials: 300_000 });
    const long = longEnough(engine, spec);
    const before = engine.estimate(long);
    const first = before / (await secondsOf(engine, long));
    const after = engine.estimate(long);
    return [first, after / (await secondsOf(engine, { ...long, seed: 1 }))];
  } finally {
    engine.dispose();
  }
}

function row(title: string, ratios: readonly number[]): void {
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (share: number): string => sorted[Math.round(share * (sorted.length - 1))]!.toFixed(2);
  const within = ratios.filter((ratio) => ratio >= 0.5 && ratio <= 2).length;
  console.log(
    `${title.padEnd(42)} ${at(0)}  ${at(0.05)}  ${at(0.5)}  ${at(0.95)}  ${at(1)}   ${within} of ${ratios.length}`,
  );
}

async function main(): Promise<void> {
  const rows: { readonly spec: ExploreSpec; readonly ratios: readonly [number, number] }[] = [];
  for (let index = 0; index < Number(values.specs); index++) {
    const spec = randomSpec(Number(values.seed), index, WIDTHS);
    rows.push({ spec, ratios: await ratiosOf(spec) });
  }
  console.log(`estimated over measured time, ${WORKERS} workers`);
  console.log(`${"".padEnd(42)} least 5 %   median 95 %  most   within a factor of 2`);
  row(
    "before the network was run",
    rows.map(({ ratios }) => ratios[0]),
  );
  row(
    "after it was run once",
    rows.map(({ ratios }) => ratios[1]),
  );
  for (const { spec, ratios } of rows.filter((each) => each.ratios.some((ratio) => ratio < 0.5 || ratio > 2))) {
    console.log(`  ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}: ${inShort(spec)}`);
  }
}

void main();
