// How a contender in JavaScript is asked: a line of JSON in, a line of JSON out.
import { createInterface } from "node:readline";

/** Runs `work` and notes its wall time alone, its results awaited. */
function stopwatch() {
  const watch = {
    milliseconds: NaN,
    async timed(work) {
      const start = performance.now();
      const value = await work();
      watch.milliseconds = performance.now() - start;
      return value;
    },
  };
  return watch;
}

async function answer(works, { work, seed, size }) {
  const watch = stopwatch();
  const results = await works[work]({ seed, size, timed: watch.timed });
  return { milliseconds: watch.milliseconds, results };
}

/**
 * Says which works there are, then answers `{ work, seed, size }` with `{ milliseconds, results }` or `{ error }` until the
 * input ends. A work is `({ seed, size, timed }) => results`: what is in `timed` is measured, what is around it is not.
 */
export async function serve(about, works) {
  const write = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  write({ about, works: Object.keys(works) });
  for await (const line of createInterface({ input: process.stdin })) {
    write(await answer(works, JSON.parse(line)).catch((error) => ({ error: String(error?.stack ?? error) })));
  }
  process.exit(0);
}
