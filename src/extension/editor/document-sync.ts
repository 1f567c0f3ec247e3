import type { ExploreSpec, ToApp } from "../../formats/index";
import { readSpecText } from "../diagnostics/issues-in-text";
import { Disposable } from "../disposable";
import type { Edit } from "../json/parser";
import { sameSpec, specEdits } from "./spec-edits";

/** The text document behind a custom editor. */
export interface SpecDocument {
  text(): string;
  /** Applies edits as one undo step; false where the text has changed meanwhile or cannot be written. */
  apply(edits: readonly Edit[]): PromiseLike<boolean>;
}

/** What an application is told of its document. */
export type DocumentMessage = Extract<ToApp, { type: "document" | "documentBroken" }>;

/** Milliseconds for which typing rests before the application follows. */
const REST = 120;
/** How often an edit is made anew because the text changed under it. */
const ATTEMPTS = 3;

/**
 * Keeps a document and the application that edits it the same. The document is the only state: an edit that was made
 * from an older document, or while the text cannot be read, is not written, and the application gets the document.
 */
export class DocumentSync extends Disposable {
  /** What the application shows, or will after the edits under way. */
  #shown: ExploreSpec | undefined;
  /** What the document said when it could last be read. */
  #last: ExploreSpec | undefined;
  /** Whether the application was last told that the text cannot be read. */
  #broken = false;
  #writing = 0;
  #queue: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell Sends to the application. */
  constructor(
    private readonly document: SpecDocument,
    private readonly tell: (message: DocumentMessage) => void,
    private readonly rest = REST,
  ) {
    super();
    this.own({ dispose: () => clearTimeout(this.#timer) });
  }

  /** The spec with which an application begins: the document's, or the last that it was; undefined where it never was one. */
  open(): ExploreSpec | undefined {
    const read = readSpecText(this.document.text());
    if ("spec" in read) this.#last = read.spec;
    this.#shown = this.#last;
    this.#broken = false;
    return this.#shown;
  }

  /** The text has changed, by whoever. */
  changed(): void {
    clearTimeout(this.#timer);
    if (!this.disposed) this.#timer = setTimeout(() => this.follow(), this.rest);
  }

  /** Tells the application what the document says now, where that is not what it shows. */
  follow(): void {
    // Between two edits of the application the document says what it no longer shows.
    if (this.#writing > 0 || this.disposed) return;
    const read = readSpecText(this.document.text());
    if ("issues" in read) {
      this.#takeBack();
      this.#broken = true;
      this.tell({
        type: "documentBroken",
        issues: read.issues.map(({ keys, path, message }) => ({ keys: [...keys], path, message })),
      });
    } else if (this.#broken || !this.#shown || !sameSpec(read.spec, this.#shown)) {
      this.#broken = false;
      this.#shown = this.#last = read.spec;
      this.tell({ type: "document", spec: read.spec });
    }
  }

  /** An edit that could not be written is not shown as if it were. */
  #takeBack(): void {
    if (!this.#last || this.#shown === this.#last) return;
    this.#shown = this.#last;
    this.tell({ type: "document", spec: this.#last });
  }

  /** Resolves once every edit so far is written or refused. */
  get settled(): Promise<void> {
    return this.#queue;
  }

  /** Writes a finished change of the application; resolves once it is written or refused. */
  edit(spec: ExploreSpec): Promise<void> {
    const base = this.#shown;
    this.#shown = spec;
    this.#writing++;
    this.#queue = this.#queue
      .then(() => this.#write(base, spec))
      .finally(() => {
        this.#writing--;
        this.follow();
      });
    return this.#queue;
  }

  async #write(base: ExploreSpec | undefined, spec: ExploreSpec): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !this.disposed; attempt++) {
      const text = this.document.text();
      const read = readSpecText(text);
      if ("issues" in read || !base || !sameSpec(read.spec, base)) return;
      const edits = specEdits(text, spec);
      if (edits.length === 0 || (await this.document.apply(edits))) {
        this.#last = spec;
        return;
      }
    }
  }
}
