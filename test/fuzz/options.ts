import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

/** What is asked for on the command line. */
export interface Options {
  readonly minutes: number;
  readonly seed: number;
  readonly workers: number;
  /** Names of targets, or what they begin with; none means all. */
  readonly only: readonly string[];
  /** Milliseconds of a processor that one input may take: after so many the product itself gives up. */
  readonly deadline: number;
  /** Megabytes that the heap of a process may have: what runs inputs takes 60 of them itself. */
  readonly memory: number;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new Error(`--${name} is a number above 0, but this is "${text}"`);
  return value;
}

/** Reads the command line. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "5" },
      seed: { type: "string" },
      workers: { type: "string", default: String(availableParallelism()) },
      only: { type: "string", multiple: true, default: [] },
      deadline: { type: "string", default: "10000" },
      memory: { type: "string", default: "260" },
    },
  });
  return {
    minutes: positive("minutes", values.minutes),
    // A new one each time: the same inputs again find nothing new.
    seed: values.seed === undefined ? Math.floor(Date.now() / 1000) : Number(values.seed),
    workers: Math.max(1, Math.floor(positive("workers", values.workers))),
    only: values.only,
    deadline: positive("deadline", values.deadline),
    memory: positive("memory", values.memory),
  };
}
