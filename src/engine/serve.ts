import { keptFor, planOf, prepare, SliceRunner, type Prepared } from "../core/index";
import type { FromWorker, ToWorker } from "./protocol";

/** The worker's side of its port. */
export interface ServerPort {
  post(message: FromWorker): void;
  onMessage(handler: (message: ToWorker) => void): void;
}

/** Milliseconds of work between two looks at the mail: a run is stopped within this and one yield of the core. */
const PAUSE = 10;
/** Milliseconds between two signs of life of a slice. */
const PROGRESS = 40;

/** A turn of the event loop, without the 4 ms that nested timers take in a browser. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Answers the engine's messages: prepares specs and runs slices, and drops them as soon as something newer comes. */
export function serve(port: ServerPort): void {
  /** The job that is wanted; work for another one stops at its next pause. */
  let wanted = -1;
  let ready: Promise<SliceRunner | null> = Promise.resolve(null);
  /** The last spec made ready: the next one often draws the same parameters. */
  let last: Prepared | null = null;

  /**
   * Drives a generator with a pause every few milliseconds, and tells `stepped` the time at each of its yields; null
   * when its job is no longer wanted.
   */
  async function drive<T>(job: number, work: Generator<void, T>, stepped?: (now: number) => void): Promise<T | null> {
    let resumed = performance.now();
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      const now = performance.now();
      stepped?.(now);
      if (now - resumed < PAUSE) continue;
      await turn();
      if (wanted !== job) return null;
      resumed = performance.now();
    }
  }

  async function start({ job, spec, predicting }: Extract<ToWorker, { type: "start" }>): Promise<SliceRunner | null> {
    const began = performance.now();
    const drawing = last === null || keptFor(last, planOf(spec)) === null;
    // Parameters that are no longer wanted make room before others are drawn.
    if (drawing) last = null;
    const prepared = await drive(job, prepare(spec, predicting, last));
    if (prepared === null || wanted !== job) return null;
    last = prepared;
    const milliseconds = drawing ? performance.now() - began : 0;
    port.post({ type: "prepared", job, summary: prepared.summary, milliseconds });
    return new SliceRunner(prepared);
  }

  async function slice({ job, firstTrial, trials, partial }: Extract<ToWorker, { type: "slice" }>): Promise<void> {
    const runner = await ready;
    if (runner === null || wanted !== job) return;
    const began = performance.now();
    let told = began;
    const done = await drive(job, runner.run(firstTrial, trials), (now) => {
      // Between two layers there is no slice so far: then the end of the batch will tell.
      if (now - told < PROGRESS || (partial && !runner.complete)) return;
      told = now;
      port.post({ type: "progress", job, trials: runner.trialsDone, partial: partial ? runner.soFar() : null });
    });
    if (done !== null) port.post({ type: "slice", job, slice: done, milliseconds: performance.now() - began });
  }

  const failing =
    (job: number) =>
    (error: unknown): null => {
      port.post({ type: "failed", job, message: error instanceof Error ? error.message : String(error) });
      return null;
    };

  port.onMessage((message) => {
    switch (message.type) {
      case "start":
        wanted = message.job;
        ready = start(message).catch(failing(message.job));
        return;
      case "slice":
        void slice(message).catch(failing(message.job));
        return;
      case "stop":
        wanted = -1;
        return;
      default:
        message satisfies never;
    }
  });
}
