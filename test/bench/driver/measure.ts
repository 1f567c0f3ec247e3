/** Asks the contenders in turn, so that what slows the machine for a while slows all of them. */
import type { Asking } from "./asking";
import type { Check } from "./agreement";
import { WORK, type WorkId } from "./works";

/** One cell of the table. */
export interface Cell {
  /** Of the whole work, one a repetition. */
  readonly times: number[];
  /** What part of the work was run; its times are scaled by it. */
  readonly share: number;
  /** What went wrong or disagreed; nothing of it counts then. */
  readonly wrong: string[];
}
/** Cells by contender, then by work. */
export type Cells = Map<string, Partial<Record<WorkId, Cell>>>;

const sizeFor = (work: WorkId, { contender }: Asking): number => contender.sizes?.[work] ?? WORK[work].size;

/** How long each warms up: what compiles while it runs, as JavaScript engines do, is at its speed after about a second. */
const WARM_UP = { milliseconds: 1500, runs: 30 };

/** Milliseconds of quiet before each: threads of the one before may wait for more work by spinning, for 200 ms where OpenMP does. */
const QUIET = 300;

/** Measures every work of every contender: warmed up, then `repetitions` times, each with a seed of its own. */
export async function measure(
  askings: readonly Asking[],
  works: readonly WorkId[],
  repetitions: number,
  check: Check,
): Promise<Cells> {
  const cells: Cells = new Map(askings.map(({ contender }) => [contender.name, {}]));
  for (const work of works) {
    const able = askings.filter(({ introduction }) => introduction.works.includes(work));
    process.stderr.write(`${work}: warming up\n`);
    for (const asking of able) await warmUp(asking, work, cells, check);
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      process.stderr.write(`${work}: ${repetition} of ${repetitions}\n`);
      // Each begins once in a while: nobody always comes after the same.
      const first = repetition % able.length;
      for (const asking of [...able.slice(first), ...able.slice(0, first)]) {
        await one(asking, work, repetition, cells, check);
      }
    }
  }
  return cells;
}

async function warmUp(asking: Asking, work: WorkId, cells: Cells, check: Check): Promise<void> {
  const began = performance.now();
  for (let run = 1; run <= WARM_UP.runs && performance.now() - began < WARM_UP.milliseconds; run++) {
    await one(asking, work, -run, cells, check);
  }
}

async function one(asking: Asking, work: WorkId, repetition: number, cells: Cells, check: Check): Promise<void> {
  const size = sizeFor(work, asking);
  const row = cells.get(asking.contender.name)!;
  const cell = (row[work] ??= { times: [], share: size / WORK[work].size, wrong: [] });
  if (cell.wrong.length > 0) return;
  const seed = WARM_UP.runs + repetition;
  if (repetition > 0) await new Promise((resolve) => setTimeout(resolve, QUIET));
  try {
    const { milliseconds, results } = await asking.ask(work, seed, size);
    cell.wrong.push(...check(work, seed, size, results));
    if (repetition > 0) cell.times.push(milliseconds / cell.share);
  } catch (error) {
    cell.wrong.push(error instanceof Error ? error.message : String(error));
  }
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2 || NaN;
}
