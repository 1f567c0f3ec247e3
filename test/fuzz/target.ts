import type { Random } from "./inputs/random";

/** Something that must hold for every input of a kind. Inputs are texts, or other values of JSON. */
export interface Target<I = unknown> {
  readonly name: string;
  /** The share of the time that it gets, compared with others; 1 unless it says more. */
  readonly weight?: number;
  /** An input; the same for the same random choices. */
  generate(random: Random): I;
  /** Throws, or rejects, where what must hold does not. It may also never end or need too much memory: that is a failure too. */
  run(input: I): unknown;
  /** Smaller inputs to try where one fails; else a text loses pieces, and another value members. */
  shrink?(input: I): Iterable<I>;
}

/** How an input failed: two failures of a target with the same `kind` are taken for the same fault. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
}

/** What names an input: a target's generator gives it again. */
export interface Place {
  readonly target: string;
  readonly seed: number;
  readonly round: number;
  readonly index: number;
}

/** A function of ours in a stack: what tells faults with the same message apart. */
const FRAME = /^\s+at (?:async )?([\w$.<>#[\] ]+) \(/m;

/** What was thrown, without what differs from input to input: numbers, and what is quoted. */
export function failureOf(error: unknown): Failure {
  const { name, message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const said = message
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replace(/-?\d[\d.e+-]*/g, "n")
    .split("\n", 1)[0]!;
  const place = FRAME.exec(stack.slice(stack.indexOf(message) + message.length))?.[1] ?? "";
  return { kind: `${name}: ${said.slice(0, 120)}${place && ` (${place})`}`, message: stack.slice(0, 4_000) };
}

/** Runs one input. */
export async function failureIn(target: Target, input: unknown): Promise<Failure | null> {
  try {
    await target.run(input);
    return null;
  } catch (error) {
    return failureOf(error);
  }
}
