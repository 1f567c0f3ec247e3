import type { SourceModel } from "../../formats/index";
import { Disposable } from "../disposable";
import { Emitter } from "../emitter";

/** A document as far as models are read from it; VS Code's are. */
export interface ReadableText {
  readonly version: number;
  readonly isClosed: boolean;
  getText(): string;
}

/** Reads one text again and again while it changes: what stayed is not parsed anew. */
export interface TextReader {
  read(text: string): readonly SourceModel[];
}

/** Milliseconds for which typing rests before a text is read again. */
const REST = 200;

/** What is known of one document. */
class Known {
  readonly #reader: Promise<TextReader>;
  #version = -1;
  #models: readonly SourceModel[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #resting: Promise<void> | undefined;
  #rested: () => void = () => undefined;

  constructor(
    private readonly document: ReadableText,
    createReader: () => Promise<TextReader>,
  ) {
    this.#reader = createReader();
  }

  /** Its models once typing rests. */
  async models(): Promise<readonly SourceModel[]> {
    const reader = await this.#reader;
    await this.#resting;
    const { version, isClosed } = this.document;
    if (version !== this.#version && !isClosed) {
      this.#models = reader.read(this.document.getText());
      this.#version = version;
    }
    return this.#models;
  }

  /** Begins the rest anew; `then` is called once it is over. */
  restFor(milliseconds: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#resting ??= new Promise((resolve) => (this.#rested = resolve));
    this.#timer = setTimeout(() => {
      this.end();
      then();
    }, milliseconds);
  }

  /** Nobody waits for the end of a rest any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#resting = undefined;
    this.#rested();
  }
}

/**
 * The models of documents. A document is read when someone asks for the first time, and after that a moment after its
 * last change, each version once. What is known of it ends when it is closed.
 */
export class ReadModels<D extends ReadableText> extends Disposable {
  readonly #known = new Map<D, Known>();
  readonly #onChange = this.own(new Emitter<D>());
  /** The models of a document that was read before may be others now: typing in it rests. */
  readonly onChange = this.#onChange.event;

  /** @param createReader Makes the reader of one document; the parser is loaded by its first call. */
  constructor(
    private readonly createReader: () => Promise<TextReader>,
    private readonly rest = REST,
  ) {
    super();
    this.own({ dispose: () => [...this.#known.keys()].forEach((document) => this.close(document)) });
  }

  /** The models of a document: as it is now or, while someone types in it, as it is once that rests. */
  async models(document: D): Promise<readonly SourceModel[]> {
    if (this.disposed || document.isClosed) return [];
    let known = this.#known.get(document);
    if (!known) this.#known.set(document, (known = new Known(document, this.createReader)));
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
}
