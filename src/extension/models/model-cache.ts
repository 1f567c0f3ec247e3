import { RestTimer } from "../../workers/rest-timer";
import { Disposable } from "../base/disposable";
import { Emitter } from "../base/emitter";
import type { DocumentModels } from "../reader/document-reader";
import { NotRead } from "../reader/failures";
import { timed } from "../base/timed";

/** A document as far as models are read from it; VS Code's are. */
export interface ReadableText {
  readonly version: number;
  readonly isClosed: boolean;
  getText(): string;
}

/** Reads one text again and again while it changes; what stayed is not read again. */
export interface TextReader {
  /** @throws {NotRead} where this text is not read. */
  read(text: string): Promise<DocumentModels>;
  close(): void;
}

/** Milliseconds for which typing rests before a text is read again. */
const REST = 200;
/** How many times as long it rests where the text before was not read: that one took long, or the whole memory. */
const MORE_REST = 10;

const NOTHING: DocumentModels = { models: [] };

/** What is known of one document. */
class Known {
  #version = -1;
  /** Of its text of that version. */
  #reading = Promise.resolve(NOTHING);
  #last = NOTHING;
  readonly #rests = new RestTimer();
  #resting: Promise<void> | undefined;
  #rested: () => void = () => undefined;

  /** @param onNotRead Hears once of each text that is not read. */
  constructor(
    private readonly document: ReadableText,
    private readonly reader: TextReader,
    private readonly onNotRead: (reason: string) => void,
  ) {}

  /** Its models once typing rests. */
  async models(): Promise<DocumentModels> {
    for (;;) {
      await this.#resting;
      if (this.#isClosed()) return this.#last;
      const { version } = this.document;
      if (version !== this.#version) this.#begin(version);
      const models = await this.#reading;
      if (version === this.document.version || this.#isClosed()) return models;
    }
  }

  /** Begins the rest again; `then` is called once it is over. */
  restFor(milliseconds: number, then: () => void): void {
    this.#resting ??= new Promise((resolve) => (this.#rested = resolve));
    const rest = this.#last.notRead === undefined ? milliseconds : milliseconds * MORE_REST;
    this.#rests.again(rest, () => {
      this.#rest();
      then();
    });
  }

  /** The document is closed: nobody waits for the end of a rest now. */
  end(): void {
    this.#rest();
    this.reader.close();
  }

  #rest(): void {
    this.#rests.cancel();
    this.#resting = undefined;
    this.#rested();
  }

  #isClosed(): boolean {
    return this.document.isClosed;
  }

  /** One text after the other: one that takes long is not in the way of others twice. */
  #begin(version: number): void {
    this.#version = version;
    const before = this.#reading.catch(() => NOTHING);
    this.#reading = before.then(() => (version === this.document.version ? this.#read() : this.#last));
    // A reader that could not be started is tried again.
    this.#reading.catch(() => {
      if (this.#version === version) this.#version = -1;
    });
  }

  async #read(): Promise<DocumentModels> {
    if (this.#isClosed()) return this.#last;
    try {
      this.#last = await timed("readDocument", () => this.reader.read(this.document.getText()));
    } catch (error) {
      if (!(error instanceof NotRead)) throw error;
      this.#notRead(error.message);
    }
    return this.#last;
  }

  #notRead(reason: string): void {
    if (this.#last.notRead !== reason) this.onNotRead(reason);
    this.#last = { models: [], notRead: reason };
  }
}

/**
 * The models of documents. A document is read when someone asks for the first time, and after that a moment after its
 * last change, each version once, also where that fails. What is known of it ends when it is closed.
 */
export class ModelCache<D extends ReadableText> extends Disposable {
  readonly #known = new Map<D, Known>();
  readonly #onChange = this.own(new Emitter<D>());
  readonly #onNotRead = this.own(new Emitter<{ readonly document: D; readonly reason: string }>());
  /** The models of a document that was read before may be others now: typing in it rests. */
  readonly onChange = this.#onChange.event;
  /** A document is not read, for another reason than before. */
  readonly onNotRead = this.#onNotRead.event;

  /** @param createReader Makes the reader of one document. */
  constructor(
    private readonly createReader: () => TextReader,
    private readonly rest = REST,
  ) {
    super();
    this.own({ dispose: () => [...this.#known.keys()].forEach((document) => this.close(document)) });
  }

  /** The models of a document: as it is now or, while someone types in it, as it is once that rests. */
  async models(document: D): Promise<DocumentModels> {
    if (this.disposed || document.isClosed) return NOTHING;
    const known = this.#known.get(document) ?? this.#open(document);
    return known.models();
  }

  /** A document has changed. */
  changed(document: D): void {
    this.#known.get(document)?.restFor(this.rest, () => this.#onChange.fire(document));
  }

  /** A document was closed. */
  close(document: D): void {
    this.#known.get(document)?.end();
    this.#known.delete(document);
  }

  #open(document: D): Known {
    const known = new Known(document, this.createReader(), (reason) => this.#onNotRead.fire({ document, reason }));
    this.#known.set(document, known);
    return known;
  }
}
