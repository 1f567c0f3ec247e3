import type { Reason, ReadingStop, SourceModel } from "../../python/index";
import type { Asks } from "./asks";
import type { Change } from "./moves";

/** What is known of a model beside what its source says: it stays the same object while the model only moves. */
export interface Said {
  /** The model's fingerprint. */
  readonly digest: string;
  /** The code of each layer, in one line. */
  readonly code: readonly string[];
  /** Why layers are not run, by their places. */
  readonly notRun: ReadonlyMap<number, readonly Reason[]>;
}

/** A model of a text, with what a host shows of it. */
export interface ReadModel extends SourceModel {
  readonly said: Said;
}

/** A model in an answer: itself, or the place in the last answer's list of the one that it is, moved by the change. */
export type Listed = ReadModel | number;

/** One call of a function of `Asks`. */
export interface AskMessage {
  readonly ask: keyof Asks;
  readonly args: readonly unknown[];
}

/** What a reader is asked to do; each is one job. */
export type Work =
  /** Read a document's whole text: what stayed since the last time is not parsed again. */
  { readonly type: "read"; readonly document: number; readonly text: string } | ({ readonly type: "ask" } & AskMessage);

/**
 * Messages to a reader. Both sides are this code, so they travel as they are. A job is known by its number until it ends,
 * so that both sides may send more about it in between.
 */
export type ToReader = (Work & { readonly job: number }) | { readonly type: "close"; readonly document: number };

/** An error on its way. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  /** Of a NotationError. */
  readonly offset?: number | undefined;
  readonly path?: string | undefined;
}

/** How a job ends. */
export type Ending =
  /** All models of the text were listed, as far as it was read. */
  | { readonly type: "read"; readonly stopped: ReadingStop | undefined }
  | { readonly type: "answered"; readonly value: unknown }
  | { readonly type: "failed"; readonly failure: Failure };

/** Messages from a reader. */
export type FromReader =
  /** It is loaded, and takes jobs. */
  | { readonly type: "ready" }
  /** A part of the list of models, in order; the first brings the change since the last answer. */
  | { readonly type: "models"; readonly job: number; readonly change?: Change | undefined; readonly models: readonly Listed[] } // prettier-ignore
  | (Ending & { readonly job: number });
