import type { Asks } from "../../workers/reading/asks";
import { Disposable } from "../base/disposable";
import { DocumentReader } from "./document-reader";
import { errorOf, refuseTooLong } from "./failures";
import { ReaderPool } from "./reader-pool";
import type { Patience, SpawnReader } from "./reader-worker";

/** Milliseconds: a text of 1 MB takes about one second, and several where the machine has much else to do. */
const PATIENCE: Patience = { start: 30_000, job: 10_000, others: 250 };
/** Milliseconds for which a reader without documents waits for more to do. */
const LINGER = 30_000;

/**
 * Reads Python where it can be ended: in workers, which start with the first text. A text that takes too long, or too much
 * memory, ends its worker, and no other text is any the worse for it.
 */
export class PythonReader extends Disposable {
  readonly #pool: ReaderPool;
  #documents = 0;

  constructor(spawn: SpawnReader, patience = PATIENCE, linger = LINGER) {
    super();
    this.#pool = this.own(new ReaderPool(spawn, patience, linger));
  }

  /** A reader of one document, until it is closed. */
  open(): DocumentReader {
    return new DocumentReader(this.#pool, ++this.#documents);
  }

  /**
   * Calls a function of the reader.
   *
   * @throws what it throws, and {NotRead} where it is given up or a text is too long.
   */
  async ask<K extends keyof Asks>(ask: K, ...args: Parameters<Asks[K]>): Promise<ReturnType<Asks[K]>> {
    for (const text of args.flat()) if (typeof text === "string") refuseTooLong(text);
    const nothing = (): void => undefined;
    const ending = await this.#pool.run({ type: "ask", ask, args }, undefined, nothing, nothing);
    if (ending.type === "failed") throw errorOf(ending.failure);
    if (ending.type !== "answered") throw new Error(`${ask} wasn't answered`);
    // Both sides are this code: what the function returned is what came.
    return ending.value as ReturnType<Asks[K]>;
  }
}
