/** A value of a printed argument; what isn't a literal is kept as the text that it is: "(3, 3)", "torch.float32". */
export type PrintedValue = number | string | boolean | null;

/** What stands between the brackets of one printed module: `3`, `p=0.5`. Offsets are of the value. */
export interface PrintedArgument {
  readonly name?: string;
  readonly value: PrintedValue;
  /** The value as it is printed. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const OPEN = "([{";
const CLOSE = ")]}";
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const LITERALS: ReadonlyMap<string, PrintedValue> = new Map<string, PrintedValue>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

function valueOf(text: string): PrintedValue {
  // A number that no float holds stays a text.
  if (NUMBER.test(text) && Number.isFinite(Number(text))) return Number(text);
  const literal = LITERALS.get(text);
  return literal !== undefined ? literal : (/^(["'])(.*)\1$/.exec(text)?.[2] ?? text);
}

/**
 * Calls `visit` for each character of [from, to) with the depth of brackets before it, strings passed over; ends where
 * `visit` says true, and returns that offset, else `to`.
 */
export function scan(
  text: string,
  from: number,
  to: number,
  visit: (character: string, depth: number, offset: number) => boolean,
): number {
  let depth = 0;
  for (let offset = from; offset < to; offset++) {
    const character = text.charAt(offset);
    if (visit(character, depth, offset)) return offset;
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, offset + 1);
      // An apostrophe of a text that a module prints isn't a string.
      if (end !== -1 && end < to) offset = end;
    } else if (OPEN.includes(character)) depth++;
    else if (CLOSE.includes(character)) depth--;
  }
  return to;
}

/** The offset of the bracket that closes what is open before `from`; undefined where it is not in [from, to). */
export function closingOf(text: string, from: number, to: number): number | undefined {
  const end = scan(text, from, to, (character, depth) => depth === 0 && CLOSE.includes(character));
  return end < to ? end : undefined;
}

function argumentOf(text: string, from: number, to: number): PrintedArgument | undefined {
  const whole = text.slice(from, to).trim();
  const name = /^([A-Za-z_]\w*)\s*=/.exec(whole);
  const value = name ? whole.slice(name[0].length).trimStart() : whole;
  if (value === "") return undefined;
  const end = from + text.slice(from, to).trimEnd().length;
  return { ...(name && { name: name[1]! }), value: valueOf(value), text: value, from: end - value.length, to: end };
}

/**
 * The arguments in [from, to), which commas outside of brackets separate.
 *
 * @param whole whether the last one is known to be all there; else, as where a text was cut off, it is left out.
 */
export function argumentsOf(text: string, from: number, to: number, whole = true): PrintedArgument[] {
  const found: (PrintedArgument | undefined)[] = [];
  let start = from;
  scan(text, from, to, (character, depth, offset) => {
    if (depth === 0 && character === ",") {
      found.push(argumentOf(text, start, offset));
      start = offset + 1;
    }
    return false;
  });
  if (whole) found.push(argumentOf(text, start, to));
  return found.filter((one) => one !== undefined);
}
