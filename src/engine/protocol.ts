import type { PreparedSummary, SliceData } from "../core/index";
import type { ExploreSpec } from "../formats/index";

/** Milliseconds between two signs of life of a slice, after the first. */
export const SIGN_EVERY = 40;

/** Messages to a worker. Both sides are this code, so they travel as they are, typed arrays included. */
export type ToWorker =
  /** Prepare a spec; whatever ran before is dropped. */
  | { readonly type: "start"; readonly job: number; readonly spec: ExploreSpec; readonly predicting: boolean }
  /**
   * Run trials of the spec that was prepared, or is about to be. `partial` asks for slices of what is done meanwhile, the
   * first one `tellAfter` milliseconds after work on the slice began; such a run also gives way sooner to a newer one.
   * After `atMost` milliseconds the slice ends with the block under way, and has fewer trials than it was asked for.
   */
  | {
      readonly type: "slice";
      readonly job: number;
      readonly firstTrial: number;
      readonly trials: number;
      readonly partial: boolean;
      readonly tellAfter: number;
      readonly atMost: number;
    }
  | { readonly type: "stop" };

/** Messages from a worker. */
export type FromWorker =
  | {
      readonly type: "prepared";
      readonly job: number;
      readonly summary: PreparedSummary;
      readonly milliseconds: number;
    }
  /** A slice is under way: the trials done, and what they measured where it was asked for. */
  | { readonly type: "progress"; readonly job: number; readonly trials: number; readonly partial: SliceData | null }
  | { readonly type: "slice"; readonly job: number; readonly slice: SliceData; readonly milliseconds: number }
  | { readonly type: "failed"; readonly job: number; readonly message: string };

/** A worker as the engine sees it, on every host. */
export interface WorkerPort {
  post(message: ToWorker): void;
  onMessage(handler: (message: FromWorker) => void): void;
  /** The worker died or could not start. */
  onError(handler: (error: Error) => void): void;
  terminate(): void;
  /** Whether a process that has nothing else to do waits for this worker; meaningful in Node alone. */
  keepAlive(alive: boolean): void;
}

/** Starts one worker; each host has its own way. */
export type Spawn = () => WorkerPort | Promise<WorkerPort>;
