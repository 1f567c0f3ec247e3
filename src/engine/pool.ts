import type { FromWorker, Spawn, ToWorker, WorkerPort } from "./protocol";

/** What a run does with its workers' messages. */
export interface Client {
  message(worker: number, message: FromWorker): void;
  /** A worker died; all of them are ended, and the next run starts new ones. */
  died(error: Error): void;
}

/** The workers of an engine: started on first use, all replaced when one dies. */
export class Pool {
  private workers: Promise<WorkerPort[]> | null = null;
  private started: WorkerPort[] = [];
  private client: Client | null = null;

  constructor(
    private readonly spawn: Spawn,
    readonly size: number,
  ) {}

  /** Gives the workers to a client, which alone hears from them until it releases them. */
  async acquire(client: Client): Promise<void> {
    this.client = client;
    this.workers ??= this.startAll();
    await this.workers;
    for (const worker of this.started) worker.keepAlive(true);
  }

  release(client: Client): void {
    if (this.client !== client) return;
    this.client = null;
    for (const worker of this.started) {
      worker.post({ type: "stop" });
      worker.keepAlive(false);
    }
  }

  post(worker: number, message: ToWorker): void {
    this.started[worker]?.post(message);
  }

  /** Ends all workers and tells the client why. */
  end(reason: Error): void {
    for (const worker of this.started) worker.terminate();
    this.started = [];
    this.workers = null;
    const { client } = this;
    this.client = null;
    client?.died(reason);
  }

  private async startAll(): Promise<WorkerPort[]> {
    try {
      const workers = await Promise.all(Array.from({ length: this.size }, async () => this.spawn()));
      this.started = workers;
      workers.forEach((worker, i) => {
        worker.onMessage((message) => this.client?.message(i, message));
        worker.onError((error) => {
          if (this.started.includes(worker)) this.end(workerDied(error));
        });
      });
      return workers;
    } catch (error) {
      this.workers = null;
      throw workerDied(error);
    }
  }
}

function workerDied(cause: unknown): Error {
  const why = cause instanceof Error && cause.message !== "" ? cause.message : "it ended without a message";
  return new Error(
    `A worker that ran the trials stopped: ${why}. Run again; if it stops again, use fewer units or close other programs`,
    { cause },
  );
}
