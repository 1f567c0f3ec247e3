/**
 * dist/core.mjs: the core as an ES module for scripts and other extensions, under Node. Workers are started from
 * worker.node.js beside it, which requires worker.js there; a script that awaits `explore` exits by itself afterwards.
 */
import { availableParallelism } from "node:os";
import { mergeReports as mergeParsed } from "../core/index";
import { createEngine, workersFor, type Engine } from "../engine/index";
import { parseReport, parseSpec, ReportError, type ExploreReport, type ExploreSpec } from "../formats/index";
import { spawnFromFile } from "../workers/node";

export { labelOf, parseSpec } from "../formats/index";
export { parseLayers } from "../python/index";
export type { MergeError } from "../core/index";
export type {
  ActivationSummary,
  Distribution,
  ExploreReport,
  ExploreSpec,
  Initializer,
  LayerReport,
  LayerSpec,
  Mode,
  ReportError,
  SpecError,
  SpecIssue,
} from "../formats/index";
export type { NotationError } from "../python/index";

type Run = "trials" | "seed" | "parameterSeed";
/** An experiment as `explore` takes it: trials and seeds may be left out. */
export interface ExploreInput extends Omit<ExploreSpec, Run>, Partial<Pick<ExploreSpec, Run>> {}

/** How a run is watched and stopped. */
export interface ExploreOptions {
  /** Aborts: the promise rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Hears the share that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
}

let engine: Engine | null = null;

/**
 * Runs an experiment: the activations of every layer in train, eval and unscaled train.
 *
 * @param spec What formats.md calls an ExploreSpec; defaults are filled in.
 * @param options `signal` aborts (the promise rejects with its reason); `onProgress` hears the share that is done.
 * @throws {SpecError} naming the place and the remedy, before anything is computed.
 */
export async function explore(spec: ExploreInput, options: ExploreOptions = {}): Promise<ExploreReport> {
  const parsed = parseSpec(spec);
  engine ??= createEngine({
    spawn: spawnFromFile(new URL("./worker.node.js", import.meta.url)),
    workers: workersFor(availableParallelism()),
  });
  return engine.run(parsed, options);
}

/**
 * Adds two reports of the same experiment that ran with different seeds; the order of the two makes no difference.
 *
 * @param a A report of `explore`, as returned or as parsed from JSON.
 * @param b Another of the same spec.
 * @throws {ReportError} naming the argument that isn't such a report, and the place in it.
 * @throws {MergeError} where the specs differ, or both hold trials of one seed.
 */
export function mergeReports(a: ExploreReport, b: ExploreReport): ExploreReport {
  return mergeParsed(parseArgument("a", a), parseArgument("b", b));
}

function parseArgument(name: string, value: unknown): ExploreReport {
  try {
    const report = parseReport(value);
    if (report.kind === "explore") return report;
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    if (error.path === "") throw new ReportError(error.message, name);
    throw new ReportError(error.message.slice(error.path.length + 2), `${name}.${error.path}`);
  }
  throw new ReportError('only reports of kind "explore" can be merged', `${name}.kind`);
}
