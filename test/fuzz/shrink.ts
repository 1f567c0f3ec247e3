/** Says whether a smaller input still fails in the same way. */
export type StillFails = (input: unknown) => Promise<boolean>;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Pieces of a list or text from halves down to single items, from the end. */
function* pieces(length: number): Generator<readonly [from: number, to: number]> {
  for (let size = Math.ceil(length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let to = length; to > 0; to -= size) yield [Math.max(0, to - size), to];
  }
}

/** A text without one of its pieces: lines first, then characters. */
function* shorter(text: string): Generator<string> {
  const lines = text.split("\n");
  if (lines.length > 1) {
    for (const [from, to] of pieces(lines.length)) yield [...lines.slice(0, from), ...lines.slice(to)].join("\n");
  }
  for (const [from, to] of pieces(text.length)) yield text.slice(0, from) + text.slice(to);
}

function* simplerList(list: readonly unknown[]): Generator {
  for (const [from, to] of pieces(list.length)) yield [...list.slice(0, from), ...list.slice(to)];
  for (const [index, item] of list.entries()) {
    for (const simple of simpler(item)) yield [...list.slice(0, index), simple, ...list.slice(index + 1)];
  }
}

function* simplerObject(value: object): Generator {
  const entries = Object.entries(value) as [string, unknown][];
  for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
  for (const [name, member] of entries) {
    for (const simple of simpler(member)) yield { ...value, [name]: simple };
  }
}

/** Simpler values than one of JSON, roughly the simplest first. */
export function* simpler(value: unknown): Generator {
  if (typeof value === "string") yield* shorter(value);
  else if (typeof value === "number") yield* [0, 1, Math.trunc(value)].filter((n) => n !== value);
  else if (Array.isArray(value)) yield* simplerList(value);
  else if (isObject(value)) yield* simplerObject(value);
}

/** What a search may cost: the inputs that it tries, and milliseconds. */
export interface Effort {
  readonly tries: number;
  readonly milliseconds: number;
}

/**
 * A smaller input that still fails: the first simpler one that does, and so on from there.
 *
 * @param candidates The simpler inputs of one, the boldest first.
 */
export async function shrunk(
  input: unknown,
  stillFails: StillFails,
  { tries, milliseconds }: Effort,
  candidates: (input: unknown) => Iterable<unknown> = simpler,
): Promise<unknown> {
  const end = performance.now() + milliseconds;
  let best = input;
  let left = tries;
  for (let found = true; found;) {
    found = false;
    for (const candidate of candidates(best)) {
      if (left-- <= 0 || performance.now() > end) return best;
      if (!(await stillFails(candidate))) continue;
      [best, found] = [candidate, true];
      break;
    }
  }
  return best;
}
