import { drawsTheSame, planOf, prepare, SliceRunner, type Kernels, type Prepared } from "../core/index";
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

type Start = Extract<ToWorker, { type: "start" }>;
type Slice = Extract<ToWorker, { type: "slice" }>;

/** One worker's state: what it was told to run, and what is ready for it. */
class Server {
  /** The job that is wanted; work for another one stops at its next pause. */
  private wanted = -1;
  private ready: Promise<SliceRunner | null> = Promise.resolve(null);
  /** The last spec made ready: the next one often draws the same parameters. */
  private last: Prepared | null = null;

  private made: Kernels | null = null;

  constructor(
    private readonly port: ServerPort,
    private readonly makeKernels: () => Kernels,
  ) {}

  take(message: ToWorker): void {
    switch (message.type) {
      case "start":
        this.wanted = message.job;
        this.ready = this.start(message).catch(this.failing(message.job));
        return;
      case "slice":
        void this.slice(message).catch(this.failing(message.job));
        return;
      case "stop":
        this.wanted = -1;
        return;
      default:
        message satisfies never;
    }
  }

  private async start({ job, spec, predicting }: Start): Promise<SliceRunner | null> {
    const began = performance.now();
    const before = this.last;
    const drawing = before === null || !drawsTheSame(before, planOf(spec));
    // Drawing that is given up half-way leaves nothing that the next could go on with.
    if (drawing) this.last = null;
    const prepared = await this.drive(job, prepare(spec, this.kernels, { predicting, before }));
    if (prepared === null || this.wanted !== job) return null;
    this.last = prepared;
    const milliseconds = drawing ? performance.now() - began : 0;
    this.port.post({ type: "prepared", job, summary: prepared.summary, milliseconds });
    return new SliceRunner(prepared);
  }

  /** Compiled when the first spec comes, and not before. */
  private get kernels(): Kernels {
    return (this.made ??= this.makeKernels());
  }

  private async slice({ job, firstTrial, trials, partial }: Slice): Promise<void> {
    const runner = await this.ready;
    if (runner === null || this.wanted !== job) return;
    const began = performance.now();
    let told = began;
    const done = await this.drive(job, runner.run(firstTrial, trials), (now) => {
      // Between two layers there is no slice so far: then the end of the batch will tell.
      if (now - told < PROGRESS || (partial && !runner.complete)) return;
      told = now;
      const soFar = partial ? runner.soFar() : null;
      this.port.post({ type: "progress", job, trials: runner.trialsDone, partial: soFar });
    });
    if (done !== null) this.port.post({ type: "slice", job, slice: done, milliseconds: performance.now() - began });
  }

  /**
   * Drives a generator with a pause every few milliseconds, and tells `stepped` the time at each of its yields; null
   * when its job is no longer wanted.
   */
  private async drive<T>(job: number, work: Generator<void, T>, stepped?: (now: number) => void): Promise<T | null> {
    let resumed = performance.now();
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      const now = performance.now();
      stepped?.(now);
      if (now - resumed < PAUSE) continue;
      await turn();
      if (this.wanted !== job) return null;
      resumed = performance.now();
    }
  }

  private failing(job: number): (error: unknown) => null {
    return (error) => {
      const message = error instanceof Error ? error.message : String(error);
      this.port.post({ type: "failed", job, message });
      return null;
    };
  }
}

/** Answers the engine's messages: prepares specs and runs slices, and drops them as soon as something newer comes. */
export function serve(port: ServerPort, makeKernels: () => Kernels): void {
  const server = new Server(port, makeKernels);
  port.onMessage((message) => server.take(message));
}
