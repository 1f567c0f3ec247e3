import { BLOCK, planOf, prepareCost, trialCost } from "../core/index";
import type { ExploreReport, ExploreSpec } from "../formats/index";
import type { Spawn } from "./protocol";
import { workersSharing } from "./crew-size";
import { Pool } from "./pool";
import { Run, type RunOptions } from "./run";
import { Speed } from "./speed";

/** Runs experiments in workers. A spec that differs from the last one in `trials` alone continues that run. */
export interface Engine {
  /**
   * Runs a spec that `parseSpec` gave; a run begun earlier is waited for.
   * @throws the signal's reason on an abort; an Error that says what to do where a worker died.
   */
  run(spec: ExploreSpec, options?: RunOptions): Promise<ExploreReport>;
  /** Seconds that the whole run will probably take here. */
  estimate(spec: ExploreSpec): number;
  /** Ends the workers; a run under way rejects. */
  dispose(): void;
}

/** What an engine is made of. */
export interface EngineOptions {
  /** Starts one worker of this host. */
  readonly spawn: Spawn;
  /** Workers that share a run; fewer share one whose weights would take too much memory. */
  readonly workers: number;
}

/** Makes an engine; no worker starts before the first run. */
export function createEngine({ spawn, workers }: EngineOptions): Engine {
  const pool = new Pool(spawn, workers);
  const speeds = { prepare: new Speed(), trials: new Speed() };
  let last: Run | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return {
    run(spec, options = {}) {
      const begin = async (): Promise<ExploreReport> => {
        await untilAborted(before, options.signal);
        // Nothing may come between this look at the signal and the run's own listener: an abort would be lost.
        options.signal?.throwIfAborted();
        const run = last?.extendedTo(spec, options) ?? new Run(spec, options, pool, speeds);
        last = run;
        const report = await run.finish();
        options.signal?.throwIfAborted();
        return report;
      };
      const result = begin();
      // A run that was aborted while it waited lets the next one begin no sooner.
      before = Promise.allSettled([before, result]).then(() => undefined);
      return result;
    },
    estimate(spec) {
      const plan = planOf(spec);
      // Every worker prepares; the trials they share, by whole blocks.
      const trials = Math.max(spec.trials / workersSharing(spec, workers), Math.min(spec.trials, BLOCK));
      const { prepare, trials: running } = speeds;
      return (prepareCost(plan, true) * prepare.factor + trialCost(plan) * trials * running.factor) / 1e9;
    },
    dispose: () => pool.end(new Error("The engine was closed")),
  };
}

/** Waits for `work`, but no longer than until the signal aborts. @throws the signal's reason. */
async function untilAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal?.reason as Error);
    signal?.addEventListener("abort", stop);
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}
