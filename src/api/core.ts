/**
 * dist/core.mjs: the core as an ES module for scripts and other extensions, under Node. Workers are started from
 * worker.node.js beside it; a script that awaits `explore` exits by itself afterwards.
 */
import { availableParallelism } from "node:os";
import { createEngine, workersFor, type Engine, type RunOptions } from "../engine/index";
import { parseSpec, type ExploreReport, type ExploreSpec } from "../formats/index";
import { spawnFromFile } from "../workers/node";

export { labelOf, mergeReports } from "../core/index";
export { parseSpec } from "../formats/index";
export { parseLayers } from "../python/index";

let engine: Engine | null = null;

/**
 * Runs an experiment: the activations of every layer in train, eval and unscaled train.
 *
 * @param spec What formats.md calls an ExploreSpec; defaults are filled in.
 * @param options `signal` aborts (the promise rejects with its reason); `onProgress` hears the share that is done.
 * @throws {SpecError} naming the place and the remedy, before anything is computed.
 */
export async function explore(
  spec: ExploreSpec,
  options: Pick<RunOptions, "signal" | "onProgress"> = {},
): Promise<ExploreReport> {
  const parsed = parseSpec(spec);
  engine ??= createEngine({
    spawn: spawnFromFile(new URL("./worker.node.js", import.meta.url)),
    workers: workersFor(availableParallelism()),
  });
  return engine.run(parsed, options);
}
