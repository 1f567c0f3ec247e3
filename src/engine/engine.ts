import { planOf, trialCost } from "../core/index";
import type { ExploreReport, ExploreSpec } from "../formats/index";
import type { Spawn } from "./protocol";
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
  /** Workers that share a run. */
  readonly workers: number;
}

/** Workers to use on a machine with so many processors: one is left to the interface. */
export const workersFor = (processors: number): number =>
  Math.max(1, Math.min(8, processors > 2 ? processors - 1 : processors));

/** Makes an engine; no worker starts before the first run. */
export function createEngine({ spawn, workers }: EngineOptions): Engine {
  const pool = new Pool(spawn, workers);
  const speed = new Speed();
  let last: Run | null = null;
  let before: Promise<unknown> = Promise.resolve();
  return {
    run(spec, options = {}) {
      const result = before.then(() => {
        options.signal?.throwIfAborted();
        const run = last?.extendedTo(spec, options) ?? new Run(spec, options, pool, speed);
        last = run;
        return run.finish();
      });
      before = result.catch(() => undefined);
      return result;
    },
    estimate: (spec) => (trialCost(planOf(spec)) * spec.trials * speed.factor) / 1e9 / workers,
    dispose: () => pool.end(new Error("The engine was closed")),
  };
}
