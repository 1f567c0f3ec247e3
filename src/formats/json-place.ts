/** A place in a text, both from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS = ["true", "false", "null"];
const HEX = /^[0-9a-fA-F]{4}$/;

/** Reads JSON without keeping it, and without recursion: texts nest as deep as they like. */
class Scanner {
  at = 0;

  constructor(private readonly text: string) {}

  /** Moves to the end of the text's one value; false where it breaks, `at` being there. */
  read(): boolean {
    const open: ("]" | "}")[] = [];
    /** Whether a list or an object was just opened, which may end at once. */
    let opened = false;
    for (;;) {
      if (!(opened && this.next() === open.at(-1))) {
        if (open.at(-1) === "}" && !(this.string() && this.take(":"))) return false;
        opened = this.take("[") || this.take("{");
        if (opened) open.push(this.text[this.at - 1] === "[" ? "]" : "}");
        else if (!this.scalar()) return false;
        if (opened) continue;
      }
      opened = false;
      while (open.length > 0 && this.take(open.at(-1) ?? "")) open.pop();
      if (open.length === 0) return this.next() === undefined;
      if (!this.take(",")) return false;
    }
  }

  /** The next character that isn't white space; undefined at the end. */
  private next(): string | undefined {
    while (this.at < this.text.length && " \t\n\r".includes(this.text.charAt(this.at))) this.at += 1;
    return this.text[this.at];
  }

  private take(character: string): boolean {
    if (this.next() !== character) return false;
    this.at += 1;
    return true;
  }

  private scalar(): boolean {
    if (this.next() === '"') return this.string();
    const literal = LITERALS.find((word) => this.text.startsWith(word, this.at));
    if (literal !== undefined) {
      this.at += literal.length;
      return true;
    }
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(this.text)) return false;
    this.at = NUMBER.lastIndex;
    return true;
  }

  private string(): boolean {
    if (!this.take('"')) return false;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character < " ") return false;
      if (character === "\\" && !this.escape()) return false;
      this.at += 1;
      if (character === '"') return true;
    }
    return false;
  }

  /** Whether a backslash begins what JSON has; moves to its last character. */
  private escape(): boolean {
    const letter = this.text.charAt(this.at + 1);
    if (letter === "u" && HEX.test(this.text.slice(this.at + 2, this.at + 6))) this.at += 5;
    else if (letter !== "" && '"\\/bfnrt'.includes(letter)) this.at += 1;
    else return false;
    return true;
  }
}

function placeOf(text: string, offset: number): Place {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

/**
 * Where a text stops being JSON, in words. Engines word their own messages differently, and name no place in some.
 *
 * @returns null where it is JSON.
 */
export function whyNoJson(text: string): string | null {
  const scanner = new Scanner(text);
  if (scanner.read()) return null;
  const { line, column } = placeOf(text, scanner.at);
  const place = `line ${line}, column ${column}`;
  const character = text.codePointAt(scanner.at);
  return character === undefined
    ? `it ends too early, at ${place}`
    : `${JSON.stringify(String.fromCodePoint(character))} cannot stand at ${place}`;
}
