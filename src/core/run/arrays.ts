/** An operation, as far as its arrays are concerned: what it reads, and which of its values are its own. */
export interface Operation {
  /** The operations whose values it reads, by their places. */
  readonly inputs: readonly number[];
  /** For each channel: "own" where it writes values; "passed" where its first input's are its own, unchanged; "none" where they are kept elsewhere. */
  readonly channels: readonly ("own" | "passed" | "none")[];
}

/** Which array each operation writes each channel to; -1 where it writes none. */
export interface Arrays {
  /** How many arrays there are. */
  readonly count: number;
  readonly written: readonly (readonly number[])[];
}

/** The operation that wrote what an operation passes on in a channel. */
function writerOf(operations: readonly Operation[], at: number, channel: number): number {
  let writer = at;
  while (operations[writer]!.channels[channel] === "passed") writer = operations[writer]!.inputs[0]!;
  return writer;
}

/** For each operation, those whose values in a channel nobody needs after it. */
function endingsOf(operations: readonly Operation[], channel: number): number[][] {
  // What an operation wrote is recorded after it, also where nobody reads it.
  const last = operations.map((_, at) => at);
  operations.forEach(({ inputs }, at) => {
    for (const needed of [at, ...inputs]) last[writerOf(operations, needed, channel)] = at;
  });
  const endings = operations.map((): number[] => []);
  last.forEach((end, writer) => endings[end]!.push(writer));
  return endings;
}

/**
 * Assigns arrays to operations, which run in order, so that no value is overwritten while one that is still to come reads it,
 * an operation writes to no array that it reads, and an array that nobody needs any more is used again (linear scan).
 * A chain needs two arrays for a channel; a value that a branch carries around other operations keeps its own.
 */
export function assignArrays(operations: readonly Operation[]): Arrays {
  const channels = operations[0]?.channels.map((_, channel) => endingsOf(operations, channel)) ?? [];
  const free: number[] = [];
  const written = operations.map(() => channels.map(() => -1));
  let count = 0;
  operations.forEach((operation, at) => {
    operation.channels.forEach((kept, channel) => {
      if (kept === "own") written[at]![channel] = free.pop() ?? count++;
    });
    channels.forEach((endings, channel) => {
      for (const writer of endings[at]!) if (written[writer]![channel]! >= 0) free.push(written[writer]![channel]!);
    });
  });
  return { count, written };
}
