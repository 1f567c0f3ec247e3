import type { Port } from "../../workers/port";
import type { Ending, FromReader, ToReader, Work } from "../../workers/reading/protocol";

import { ReaderDied, ReaderNotStarted, TookTooLong } from "./failures";

/** Starts a worker that reads; each host has its own way. */
export type SpawnReader = () => Port<ToReader, FromReader> | Promise<Port<ToReader, FromReader>>;

/** The milliseconds that a worker is given. */
export interface Patience {
  /** To start. */
  readonly start: number;
  /** For one job: after that it is ended, whatever it does. */
  readonly job: number;
  /** For one job while others wait: after that they go to another worker. */
  readonly others: number;
}

/** Some of a list of models. */
export type Batch = Extract<FromReader, { type: "models" }>;

interface Running {
  readonly job: number;
  readonly onBatch: (batch: Batch) => void;
  readonly resolve: (ending: Ending) => void;
  readonly reject: (error: Error) => void;
}

/** One worker that does one job at a time, and is ended where a job takes too long or it dies. */
export class ReaderWorker {
  /** The documents that it keeps track of. */
  readonly documents = new Set<number>();
  readonly #ready: Promise<void>;
  #port: Port<ToReader, FromReader> | undefined;
  #started: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;
  #running: Running | undefined;
  #busy = false;
  #slow = false;
  #ended = false;
  #jobs = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];

  /** @param onSlow Called where a job has taken so long that others should not wait for it. */
  constructor(
    spawn: SpawnReader,
    private readonly patience: Patience,
    private readonly onSlow: () => void,
  ) {
    this.#ready = new Promise((resolve, reject) => {
      this.#started = resolve;
      this.#failed = reject;
    });
    // Whoever runs a job hears of it.
    this.#ready.catch(() => undefined);
    this.#start(spawn).catch((error: unknown) => this.end(new ReaderNotStarted(error)));
  }

  /** Whether it may be given a job. */
  get free(): boolean {
    return !this.#busy && !this.#ended;
  }
  /** Whether its job takes so long that others should not wait for it. */
  get slow(): boolean {
    return this.#slow;
  }
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Does a job; `onBatch` hears of what comes before its end.
   *
   * @throws {TookTooLong} {ReaderDied} where that ended the worker, and {ReaderNotStarted}.
   */
  async run(work: Work, onBatch: (batch: Batch) => void): Promise<Ending> {
    this.#busy = true;
    try {
      await this.#ready;
      return await this.#run(work, onBatch);
    } finally {
      this.#rest();
    }
  }

  /** It no longer keeps track of a document. */
  forget(document: number): void {
    if (this.documents.delete(document) && !this.#ended) this.#port?.post({ type: "close", document });
  }

  /** Ends it; a job that runs fails with this error. */
  end(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#port?.terminate();
    this.documents.clear();
    this.#failed(error);
    this.#running?.reject(error);
  }

  #run(work: Work, onBatch: (batch: Batch) => void): Promise<Ending> {
    const { job: deadline, others } = this.patience;
    return new Promise((resolve, reject) => {
      const job = ++this.#jobs;
      this.#running = { job, onBatch, resolve, reject };
      this.#port?.post({ ...work, job });
      this.#after(deadline, () => this.end(new TookTooLong(deadline)));
      this.#after(others, () => {
        this.#slow = true;
        this.onSlow();
      });
    });
  }

  /** A job is over. */
  #rest(): void {
    this.#stopTimers();
    this.#running = undefined;
    this.#busy = this.#slow = false;
  }

  async #start(spawn: SpawnReader): Promise<void> {
    this.#after(this.patience.start, () => this.end(new ReaderNotStarted(new Error("it didn't answer"))));
    const port = await spawn();
    this.#port = port;
    if (this.#ended) {
      port.terminate();
      return;
    }
    port.onMessage((message) => this.#take(message));
    port.onError((error) => this.end(this.#running ? new ReaderDied(error) : new ReaderNotStarted(error)));
    // No process waits for it: what waits for an answer does.
    port.keepAlive(false);
  }

  #take(message: FromReader): void {
    if (message.type === "ready") {
      this.#stopTimers();
      this.#started();
    } else if (message.job === this.#running?.job) {
      if (message.type === "models") this.#running.onBatch(message);
      else this.#running.resolve(message);
    }
  }

  #after(milliseconds: number, action: () => void): void {
    this.#timers.push(setTimeout(action, milliseconds));
  }

  #stopTimers(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }
}
