import type { ExploreReport, ExploreSpec } from "../formats/index";

/** How a run is watched and stopped. */
export interface RunOptions {
  /** Aborting rejects the run with `signal.reason`; workers are free again within a slice. */
  readonly signal?: AbortSignal;
  /** The share of the trials that is done, from 0 to 1, about ten times a second. */
  readonly onProgress?: (fraction: number) => void;
  /** A valid report of the trials done so far (a prefix of the run), as often as `reportEvery` allows. */
  readonly onReport?: (report: ExploreReport) => void;
  /** Milliseconds between two partial reports; 40 unless told. */
  readonly reportEvery?: number;
}

/** Runs experiments in workers. A spec that differs from the last one in `trials` alone continues that run. */
export interface Engine {
  /** @throws {SpecError} where the sizes do not fit; an Error that names the worker where one died. */
  run(spec: ExploreSpec, options?: RunOptions): Promise<ExploreReport>;
  /** Seconds that the whole run will probably take here. */
  estimate(spec: ExploreSpec): number;
  /** Ends the workers; a run under way rejects. */
  dispose(): void;
}
