import { movedModel } from "../../workers/reading/moves";
import { stopSentence } from "../../formats/index";
import type { ReadModel } from "../../workers/reading/protocol";
import { timed } from "../base/timed";
import { errorOf, refuseTooLong } from "./failures";
import type { ReaderPool } from "./reader-pool";
import type { Batch, ReaderWorker } from "./reader-worker";

/** What was read of a document. */
export interface DocumentModels {
  readonly models: readonly ReadModel[];
  /** Why not all of it was read: a sentence. */
  readonly readInPart?: string;
  /** Why nothing of it was: a sentence without its period. */
  readonly notRead?: string;
}

/** Reads one document again and again; of its models, those travel that are others than the last time. */
export class DocumentReader {
  #home: ReaderWorker | undefined;
  /** The models that its worker listed last. */
  #models: readonly ReadModel[] = [];

  /** @param document Its number among the documents of the pool. */
  constructor(
    private readonly pool: ReaderPool,
    private readonly document: number,
  ) {}

  /**
   * The models of its text as it is now; they stay the same objects where neither they nor their places change.
   *
   * @throws {NotRead} where this text is not read.
   */
  async read(text: string): Promise<DocumentModels> {
    refuseTooLong(text);
    const listed: ReadModel[] = [];
    const work = { type: "read", document: this.document, text } as const;
    const begins = (worker: ReaderWorker): void => this.#move(worker);
    const ending = await this.pool.run(work, this.#home, begins, (batch) => this.#take(batch, listed));
    if (ending.type === "failed") {
      this.#home = undefined;
      throw errorOf(ending.failure);
    }
    this.#models = listed;
    const stopped = ending.type === "read" ? ending.stopped : undefined;
    return { models: listed, ...(stopped && { readInPart: stopSentence(stopped) }) };
  }

  /** It is no longer read. */
  close(): void {
    this.pool.forget(this.document);
  }

  /** A worker that never read it tells of all models. */
  #move(worker: ReaderWorker): void {
    if (worker === this.#home) return;
    this.#home?.forget(this.document);
    this.#home = worker;
    worker.documents.add(this.document);
    this.#models = [];
  }

  #take({ change, models }: Batch, listed: ReadModel[]): void {
    timed("onModels", () => {
      for (const one of models) {
        const model = typeof one === "number" ? this.#models[one] : one;
        if (model === undefined) throw new Error(`The reader names a model that it has not sent`);
        listed.push(typeof one === "number" && change ? movedModel(model, change) : model);
      }
    });
  }
}
