/** What a run leaves behind: everything the table and the pictures are made of. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, platform } from "node:os";
import { join } from "node:path";
import { BENCH } from "./build";
import type { Growth } from "./growth";
import { median, type Cells } from "./measure";
import type { WorkId } from "./works";

/** One contender in one work; milliseconds of the whole work. */
export interface ResultCell {
  readonly median: number;
  readonly times: readonly number[];
  readonly share: number;
}
/** One contender. */
export interface ResultRow {
  readonly name: string;
  readonly about: string;
  readonly works: Partial<Readonly<Record<WorkId, ResultCell>>>;
}
/** A run of the bench. */
export interface Results {
  readonly machine: string;
  readonly repetitions: number;
  readonly rows: readonly ResultRow[];
  readonly growth: readonly Growth[];
}

const FILE = join(BENCH, "results", "latest.json");

/** The machine in words. */
export const machine = (): string =>
  `${availableParallelism()} x ${cpus()[0]?.model ?? "unknown"}, ${platform()} ${arch()}, Node ${process.version}`;

/** Rows of what agrees. */
export function rowsOf(cells: Cells, abouts: ReadonlyMap<string, string>): ResultRow[] {
  return [...cells].map(([name, row]) => ({
    name,
    about: abouts.get(name) ?? "",
    works: Object.fromEntries(
      Object.entries(row)
        .filter(([, { wrong }]) => wrong.length === 0)
        .map(([work, { times, share }]) => [work, { median: median(times), times, share }]),
    ),
  }));
}

/** Writes results/latest.json and gives its path. */
export async function save(results: Results): Promise<string> {
  await mkdir(join(BENCH, "results"), { recursive: true });
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
  return FILE;
}

/** Reads what `save` wrote. @throws an Error that says what to run first. */
export async function load(): Promise<Results> {
  const text = await readFile(FILE, "utf8").catch(() => {
    throw new Error("There is no test/bench/results/latest.json: run `npm run bench` first");
  });
  return JSON.parse(text) as Results;
}
