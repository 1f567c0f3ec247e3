import type { FromWorker, Spawn, ToWorker, WorkerPort } from "./protocol";

/** What a run does with its workers' messages. */
export interface Client {
  message(worker: number, message: FromWorker): void;
  /** A worker died; all of them are ended, and the next run starts new ones. */
  died(error: Error): void;
}

/** Workers that were started together, and end together. */
interface Crew {
  /** With holes for those that have not started yet; `forEach` leaves them out. */
  readonly ports: WorkerPort[];
  readonly ready: Promise<unknown>;
}

/** The workers of an engine: started on first use, all replaced when one dies. */
export class Pool {
  private crew: Crew | null = null;
  private client: Client | null = null;

  constructor(
    private readonly spawn: Spawn,
    readonly size: number,
  ) {}

  /** Gives the workers to a client, which alone hears from them until it releases them. */
  async acquire(client: Client): Promise<void> {
    this.client = client;
    this.crew ??= this.startAll();
    await this.crew.ready;
    // The client may have been stopped meanwhile: then nothing is to keep the process alive.
    if (this.client === client) this.keepAlive(true);
  }

  /** The client needs the workers no more; those that may still be `working` for it are stopped. */
  release(client: Client, working: boolean): void {
    if (this.client !== client) return;
    this.client = null;
    if (working) this.crew?.ports.forEach((worker) => worker.post({ type: "stop" }));
    this.keepAlive(false);
  }

  post(worker: number, message: ToWorker): void {
    this.crew?.ports[worker]?.post(message);
  }

  /** Ends all workers and tells the client why. */
  end(reason: Error): void {
    const { crew, client } = this;
    this.crew = this.client = null;
    crew?.ports.forEach((worker) => worker.terminate());
    client?.died(reason);
  }

  private keepAlive(alive: boolean): void {
    this.crew?.ports.forEach((worker) => worker.keepAlive(alive));
  }

  private startAll(): Crew {
    const ports: WorkerPort[] = [];
    const start = async (i: number): Promise<void> => {
      const port = await this.spawn();
      // Another worker may have died while this one started.
      if (this.crew !== crew) {
        port.terminate();
        return;
      }
      ports[i] = port;
      port.onMessage((message) => {
        if (this.crew === crew) this.client?.message(i, message);
      });
      port.onError((error) => {
        if (this.crew === crew) this.end(workerDied(error));
      });
      // A worker that nobody waits for any more keeps no process alive.
      port.keepAlive(this.client !== null);
    };
    const all = Promise.resolve().then(() => Promise.all(Array.from({ length: this.size }, (_, i) => start(i))));
    const ready = all.catch((error: unknown) => {
      if (this.crew === crew) this.end(workerDied(error));
    });
    const crew: Crew = { ports, ready };
    return crew;
  }
}

function workerDied(cause: unknown): Error {
  const why = cause instanceof Error && cause.message !== "" ? cause.message : "it ended without a message";
  return new Error(
    `A worker that ran the trials stopped: ${why}. Run again; if it stops again, use fewer units or close other programs`,
    { cause },
  );
}
