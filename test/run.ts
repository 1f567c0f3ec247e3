/** `npm test`: every part of the tests in order, a table of how each ended, and the sum as the last line. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { totalLine, type Counts } from "./host/rig/counts";

interface Part {
  readonly name: string;
  readonly script: string;
  /** A part with tests fails if none of them ran. */
  readonly tests: boolean;
  /** Whether mocha runs it, which is then told to hand its counts over. */
  readonly mocha?: boolean;
  /** Whether it may be skipped as a whole, where what it runs in is missing. */
  readonly optional?: boolean;
}

const REPORTER = ["--", "--reporter", join(__dirname, "host", "rig", "counting-reporter.mjs")];

const PARTS: readonly Part[] = [
  { name: "check", script: "check", tests: false },
  { name: "build", script: "build", tests: false },
  { name: "unit", script: "test:unit", tests: true, mocha: true },
  { name: "probe", script: "test:probe", tests: true, optional: true },
  { name: "package", script: "package", tests: false },
  { name: "hosts", script: "test:host", tests: true },
  { name: "person", script: "test:person", tests: true, mocha: true },
];

interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly counts: readonly Counts[];
}

function npmRun(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn("npm", ["run", "--silent", ...args], {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...environment },
      shell: process.platform === "win32",
    });
    child.on("error", () => resolve(false));
    child.on("close", (code) => resolve(code === 0));
  });
}

function readCounts(file: string): readonly Counts[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as Counts);
  } catch {
    return [];
  }
}

async function runPart(
  { name, script, tests, mocha = false, optional = false }: Part,
  folder: string,
): Promise<Outcome> {
  console.log(`\n── ${name} (npm run ${script}) ──`);
  const start = Date.now();
  const file = join(folder, `${name}.jsonl`);
  const ended = await npmRun([script, ...(mocha ? REPORTER : [])], {
    DROPOUT_EXPLORER_COUNTS: file,
    DROPOUT_EXPLORER_PART: name,
  });
  const counts = readCounts(file);
  // Every row of a part has to have run something: an empty glob must not look like a success.
  const some = ({ passed, failed, skipped }: Counts): boolean => passed + failed > 0 || (optional && skipped > 0);
  const ran = !tests || (counts.length > 0 && counts.every(some));
  if (ended && !ran) console.log(`${name}: not a single test ran`);
  const clean = counts.every(({ failed }) => failed === 0);
  return { name, ok: ended && ran && clean, seconds: (Date.now() - start) / 1000, counts };
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log("\npart             result    seconds  tests");
  for (const { name, ok, seconds, counts } of outcomes) {
    const first = counts.length === 1 && counts[0] ? totalLine(counts[0]) : "";
    console.log(
      `${name.padEnd(16)} ${(ok ? "ok" : "FAILED").padEnd(9)} ${seconds.toFixed(0).padStart(7)}  ${first}`.trimEnd(),
    );
    if (counts.length > 1) for (const row of counts) console.log(`  ${row.part.padEnd(33)} ${totalLine(row)}`);
  }
}

/** A part that failed without a test that failed, a lint error for instance, counts as one failure. */
function sum(outcomes: readonly Outcome[]): Counts {
  const rows = outcomes.flatMap(({ counts }) => counts);
  const add = (key: "passed" | "failed" | "skipped"): number => rows.reduce((total, row) => total + row[key], 0);
  const silent = outcomes.filter(({ ok, counts }) => !ok && counts.every(({ failed }) => failed === 0)).length;
  return { part: "all", passed: add("passed"), failed: add("failed") + silent, skipped: add("skipped") };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "dropout-explorer-counts-"));
  const outcomes: Outcome[] = [];
  try {
    for (const part of PARTS) {
      const outcome = await runPart(part, folder);
      outcomes.push(outcome);
      // Nothing that follows could be believed, or could run.
      if (!outcome.ok && (part.name === "build" || part.name === "package")) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  printTable(outcomes);
  const total = sum(outcomes);
  console.log(`\n${totalLine(total)}`);
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1;
}

void main();
