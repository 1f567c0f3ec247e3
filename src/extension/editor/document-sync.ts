import { sameSpec, type ExploreSpec, type FromApp, type ToApp } from "../../formats/index";
import { readSpecText, type ReadSpec, type ReadText } from "../spec-files/issues-in-text";
import { RestTimer, type Waits } from "../../workers/rest-timer";
import { Disposable } from "../base/disposable";
import type { Edit } from "../json/parser";
import { rebased } from "./rebase";
import { specEdits } from "./spec-edits";

/** The text document that a custom editor shows. */
export interface SpecDocument {
  text(): string;
  /** Applies edits as one undo step; false where the text has changed meanwhile or cannot be written. */
  apply(edits: readonly Edit[]): PromiseLike<boolean>;
}

/** What an application hears of its document. */
export type DocumentMessage = Extract<ToApp, { type: "document" | "documentBroken" }>;

/** A finished change of an application. */
export type DocumentEdit = Pick<Extract<FromApp, { type: "edit" }>, "base" | "spec">;

/** Why an edit was not written: the text has become something else meanwhile, or it does not let itself be written. */
export type Refusal = "moved" | "readOnly";

/** What a document says, without where. */
type Said = Pick<ReadSpec, "spec"> | Exclude<ReadText, ReadSpec>;

/** Milliseconds for which typing rests before the application follows. */
const REST = 120;
/** How often an edit is made again because the text changed under it. */
const ATTEMPTS = 3;

/**
 * Keeps a document and the application that edits it the same. The document is the only state: an edit that was made
 * from an older document is made of the present one. Where that cannot be, or the text cannot be read, it is not
 * written, and the application gets the document.
 */
export class DocumentSync extends Disposable {
  /** What the application shows, or will after the edits under way; undefined where only telling it makes sure. */
  #shown: ExploreSpec | undefined;
  /** What the document said when it could last be read. */
  #last: ExploreSpec | undefined;
  /** Whether the last message said that the text can't be read. */
  #broken = false;
  #said: { readonly text: string; readonly read: Said } | undefined;
  #writing = 0;
  #queue: Promise<void> = Promise.resolve();
  readonly #rests: RestTimer;

  /**
   * @param tell Sends to the application.
   * @param refuse Tells the person that a change was not written, where the application cannot say it.
   */
  constructor(
    private readonly document: SpecDocument,
    private readonly tell: (message: DocumentMessage) => void,
    private readonly refuse: (why: Refusal) => void,
    private readonly rest = REST,
    time?: Waits,
  ) {
    super();
    this.#rests = new RestTimer(time);
    this.own({ dispose: () => this.#rests.cancel() });
  }

  /** The spec with which an application begins: the document's, or the last that it was; undefined where it never was one. */
  open(): ExploreSpec | undefined {
    const read = this.#read();
    if ("spec" in read) this.#last = read.spec;
    this.#shown = this.#last;
    this.#broken = false;
    return this.#shown;
  }

  /** The text has changed, by whoever. */
  changed(): void {
    if (!this.disposed) this.#rests.again(this.rest, () => this.follow());
  }

  /** Tells the application what the document says now, where that is not what it shows. */
  follow(): void {
    // Between two edits of the application the document says what it no longer shows.
    if (this.#writing > 0 || this.disposed) return;
    const read = this.#read();
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

  /** What the document says now. A text that was the last one too is not read again, and its tree is not kept. */
  #read(): Said {
    const text = this.document.text();
    if (this.#said?.text === text) return this.#said.read;
    const read = readSpecText(text);
    this.#said = { text, read: "spec" in read ? { spec: read.spec } : read };
    return this.#said.read;
  }

  /** An edit that could not be written is not shown as if it were. */
  #takeBack(): void {
    if (!this.#last || (this.#shown && sameSpec(this.#shown, this.#last))) return;
    this.#shown = this.#last;
    this.tell({ type: "document", spec: this.#last });
  }

  /** Resolves once every edit so far is written or refused. */
  get settled(): Promise<void> {
    return this.#queue;
  }

  /** Writes a finished change of the application; resolves once it is written or refused, and rejects where neither works. */
  edit(edit: DocumentEdit): Promise<void> {
    // An application that changed something older has yet to read the last message, and then shows that.
    this.#shown = this.#shown && sameSpec(this.#shown, edit.base) ? edit.spec : undefined;
    this.#writing++;
    const written = this.#queue
      .then(() => this.#write(edit))
      .finally(() => {
        this.#writing--;
        this.follow();
      });
    // One that fails keeps none of the next ones from being written, nor those who wait for all from going on.
    this.#queue = written.catch(() => undefined);
    return written;
  }

  async #write({ base, spec }: DocumentEdit): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS && !this.disposed; attempt++) {
      const text = this.document.text();
      const read = readSpecText(text);
      if ("issues" in read) return;
      const wanted = rebased(base, read.spec, spec);
      if (!wanted) {
        this.refuse("moved");
        return;
      }
      const edits = specEdits(text, wanted, read);
      if (edits.length === 0 || (await this.document.apply(edits))) {
        this.#last = wanted;
        return;
      }
    }
    if (!this.disposed) this.refuse("readOnly");
  }
}
