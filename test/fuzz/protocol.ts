import type { Failure } from "./target";

/** Inputs of one target for a while: numbers `from`, `from + 1`, … of a round. */
export interface Slice {
  readonly target: string;
  readonly seed: number;
  readonly round: number;
  readonly from: number;
  readonly milliseconds: number;
}

/** What the child that runs inputs is asked for. */
export type ToChild =
  | ({ readonly type: "slice" } & Slice)
  | { readonly type: "try"; readonly target: string; readonly input: unknown }
  | { readonly type: "generate"; readonly target: string; readonly seed: number; readonly round: number; readonly index: number }; // prettier-ignore

/** What it answers; it tells of failures while a slice runs. */
export type FromChild =
  | { readonly type: "failed"; readonly index: number; readonly input: unknown; readonly failure: Failure }
  | { readonly type: "ended"; readonly next: number }
  | { readonly type: "tried"; readonly failure: Failure | null }
  | { readonly type: "generated"; readonly input: unknown };
