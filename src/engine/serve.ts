import { BLOCK, drawsTheSame, planOf, prepare, SliceRunner, type Kernels, type Prepared } from "../core/index";
import { SIGN_EVERY, type FromWorker, type ToWorker } from "./protocol";

/** The worker's side of its port. */
export interface ServerPort {
  post(message: FromWorker): void;
  onMessage(handler: (message: ToWorker) => void): void;
}

/** Milliseconds of work between two looks at the mail: a run is stopped within this and one yield of the core. */
const PAUSE = 10;
/** The same for a run whose pictures are looked at: the next one is wanted within a frame. */
const PAUSE_LIVE = 2;

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
    const prepared = await this.drive(job, PAUSE_LIVE, prepare(spec, this.kernels, { predicting, before }));
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

  private async slice({ job, firstTrial, trials, partial, tellAfter, atMost }: Slice): Promise<void> {
    const runner = await this.ready;
    if (runner === null || this.wanted !== job) return;
    const began = performance.now();
    let due = began + tellAfter;
    const done = await this.drive(job, partial ? PAUSE_LIVE : PAUSE, runner.run(firstTrial, trials), (now) => {
      if (now >= began + atMost && runner.complete && runner.trialsDone % BLOCK === 0) return runner.soFar();
      // Between two layers there is no slice so far: then the end of the batch will tell.
      if (now < due || (partial && !runner.complete)) return null;
      due = now + SIGN_EVERY;
      const soFar = partial ? runner.soFar() : null;
      this.port.post({ type: "progress", job, trials: runner.trialsDone, partial: soFar });
      return null;
    });
    if (done !== null) this.port.post({ type: "slice", job, slice: done, milliseconds: performance.now() - began });
  }

  /**
   * Drives a generator, looks at the mail every `pause` milliseconds, and tells `stepped` the time at each of its yields;
   * what that gives ends it before it ends itself. Null when its job is no longer wanted.
   */
  private async drive<T>(
    job: number,
    pause: number,
    work: Generator<void, T>,
    stepped?: (now: number) => T | null,
  ): Promise<T | null> {
    let resumed = performance.now();
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      const now = performance.now();
      const enough = stepped?.(now) ?? null;
      if (enough !== null) return enough;
      if (now - resumed < pause) continue;
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
