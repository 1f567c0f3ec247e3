/** Runs experiments in workers: slices, progress, cancel. No DOM and no Node: workers come by a `spawn` argument. */
export { workersFor } from "./crew-size";
export { createEngine, type Engine, type EngineOptions } from "./engine";
export type { FromWorker, Spawn, ToWorker, WorkerPort } from "./protocol";
export type { RunOptions } from "./run";
export { serve, type ServerPort } from "./serve";
export { createKernels } from "./kernels/index";
