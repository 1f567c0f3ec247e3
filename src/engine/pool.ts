import type { FromWorker, Spawn, ToWorker, WorkerPort } from "./protocol";

/** What a run does with its workers' messages. */
export interface Client {
  message(worker: number, message: FromWorker): void;
  /** A worker died; all of them are ended, and the next run starts new ones. */
  died(error: Error): void;
}

/** Workers that end together. */
interface Crew {
  /** How many there are, or will be once they have started. */
  size: number;
  /** With holes for those that have not started yet; `forEach` leaves them out. */
  readonly ports: WorkerPort[];
  ready: Promise<unknown>;
}

/** The workers of an engine: started on first use, all replaced when one dies. */
export class Pool {
  private crew: Crew | null = null;
  private client: Client | null = null;

  constructor(
    private readonly spawn: Spawn,
    /** The most workers there are. */
    readonly size: number,
  ) {}

  /** Gives `size` workers to a client, which alone hears from them until it releases them. */
  async acquire(client: Client, size: number): Promise<void> {
    this.client = client;
    this.crew ??= { size: 0, ports: [], ready: Promise.resolve() };
    if (this.crew.size < size) this.grow(this.crew, size);
    else shrink(this.crew, size);
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

  /** Starts the workers that a crew lacks. */
  private grow(crew: Crew, size: number): void {
    const missing = Array.from({ length: size - crew.size }, (_, i) => crew.size + i);
    crew.size = size;
    const started = Promise.resolve().then(() => Promise.all(missing.map((i) => this.start(crew, i))));
    crew.ready = Promise.all([crew.ready, started]).catch((error: unknown) => {
      if (this.crew === crew) this.end(workerDied(error));
    });
  }

  private async start(crew: Crew, i: number): Promise<void> {
    const port = await this.spawn();
    // Another worker may have died while this one started, or a run may have begun that has no use for it.
    if (this.crew !== crew || i >= crew.size || i in crew.ports) {
      port.terminate();
      return;
    }
    crew.ports[i] = port;
    const ours = (): boolean => this.crew === crew && crew.ports[i] === port;
    port.onMessage((message) => {
      if (ours()) this.client?.message(i, message);
    });
    port.onError((error) => {
      if (ours()) this.end(workerDied(error));
    });
    // A worker that nobody waits for any more keeps no process alive.
    port.keepAlive(this.client !== null);
  }
}

/** Ends the workers beyond `size`: their memory never shrinks, and is wanted by those that remain. */
function shrink(crew: Crew, size: number): void {
  crew.ports.splice(size).forEach((worker) => worker.terminate());
  crew.size = size;
}

function workerDied(cause: unknown): Error {
  const why = cause instanceof Error && cause.message !== "" ? cause.message : "it ended without a message";
  return new Error(
    `A worker that ran the trials stopped: ${why}. Run again; if it stops again, use fewer units or close other programs`,
    { cause },
  );
}
