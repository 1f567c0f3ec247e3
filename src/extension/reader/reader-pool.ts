import type { Ending, Work } from "../../workers/reading/protocol";
import { Disposable } from "../base/disposable";
import { ReaderWorker, type Batch, type Patience, type SpawnReader } from "./reader-worker";

/** What waits for a worker. */
interface Waiting {
  /** The worker that should do it, where that can be waited for. */
  readonly home: ReaderWorker | undefined;
  begin(worker: ReaderWorker): Promise<unknown>;
  fail(error: Error): void;
}

/** One that reads, and one for the others while that takes long. */
const MOST = 2;

/** Workers that read: one, and another while one job takes long, so that nobody waits for a text that is not theirs. */
export class ReaderPool extends Disposable {
  #workers: ReaderWorker[] = [];
  #waiting: Waiting[] = [];
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** @param linger Milliseconds after which workers end that keep track of no document and have nothing to do. */
  constructor(
    private readonly spawn: SpawnReader,
    private readonly patience: Patience,
    private readonly linger: number,
  ) {
    super();
    this.own({ dispose: () => this.#end() });
  }

  /**
   * Does a job as soon as there is a worker for it.
   *
   * @param home The worker that keeps track of its document, if one does.
   * @param begins Called with the worker that does it, right before it does.
   */
  run(
    work: Work,
    home: ReaderWorker | undefined,
    begins: (worker: ReaderWorker) => void,
    onBatch: (batch: Batch) => void,
  ): Promise<Ending> {
    if (this.disposed) return Promise.reject(ended());
    return new Promise((resolve, reject) => {
      const begin = (worker: ReaderWorker): Promise<void> => {
        begins(worker);
        return worker.run(work, onBatch).then(resolve, reject);
      };
      this.#waiting.push({ home, begin, fail: reject });
      this.#next();
    });
  }

  /** A document is no longer kept track of. */
  forget(document: number): void {
    for (const worker of this.#workers) worker.forget(document);
    this.#lingerOn();
  }

  /** Gives what waits to the workers that are free. */
  #next(): void {
    clearTimeout(this.#idle);
    this.#workers = this.#workers.filter(({ ended }) => !ended);
    for (const waiting of [...this.#waiting]) {
      const worker = this.#workerFor(waiting);
      if (!worker) continue;
      this.#waiting = this.#waiting.filter((one) => one !== waiting);
      waiting.begin(worker).then(
        () => this.#done(),
        (error: unknown) => waiting.fail(error as Error),
      );
    }
  }

  #workerFor({ home }: Waiting): ReaderWorker | undefined {
    // What a document's own worker knows of it need not be read again, unless that is busy for long.
    if (home && !home.ended && !home.slow) return home.free ? home : undefined;
    const free = this.#workers.find((worker) => worker.free);
    if (free) return free;
    return this.#workers.length < MOST && this.#workers.every(({ slow }) => slow) ? this.#start() : undefined;
  }

  #start(): ReaderWorker {
    const worker = new ReaderWorker(this.spawn, this.patience, () => this.#next());
    this.#workers.push(worker);
    return worker;
  }

  #done(): void {
    if (this.disposed) return;
    this.#next();
    this.#lingerOn();
  }

  /** Workers that nobody needs end after a while. */
  #lingerOn(): void {
    clearTimeout(this.#idle);
    const idle = this.#workers.filter(({ free, documents }) => free && documents.size === 0);
    if (idle.length === 0 || this.disposed) return;
    this.#idle = setTimeout(
      () => idle.filter(({ free }) => free).forEach((worker) => worker.end(ended())),
      this.linger,
    );
  }

  #end(): void {
    clearTimeout(this.#idle);
    for (const waiting of this.#waiting.splice(0)) waiting.fail(ended());
    for (const worker of this.#workers.splice(0)) worker.end(ended());
  }
}

const ended = (): Error => new Error("The Python reader was stopped");
