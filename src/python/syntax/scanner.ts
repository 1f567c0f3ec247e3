/** A string with replacement fields: what ends it, and whether its backslashes are characters. */
interface Format {
  readonly quote: string;
  readonly raw: boolean;
}

/** What the scanner is inside of: a bracket, the characters of an f-string, one of its fields, or what formats a field. */
type Frame = { readonly kind: "bracket" } | { readonly kind: "content" | "field" | "spec"; readonly of: Format };

const BRACKET: Frame = { kind: "bracket" };

/** Where something begins or ends, by what the scanner is inside of. */
const IN_CODE = /["'#()[\]{}\\:\r\n]/g;
const IN_COMMENT = /[\r\n]/g;
const IN_STRING = { '"': /["\\\n]/g, "'": /['\\\n]/g } as const;
const IN_CONTENT = { '"': /["\\\n{]/g, "'": /['\\\n{]/g } as const;
const IN_SPEC = /[{}\n]/g;
/** The letters before the quote of an f-string. */
const FORMAT_PREFIX = /(?<![\w\u00a1-\uffff])(?:[fF]|[rR][fF]|[fF][rR])$/;
/** What a backslash and an N name may hold braces. */
const NAMED = /N\{[^}'"\n]*\}?/y;

/** How many characters the end of a line takes at a place of a text: 0 where none is. */
function lineBreak(text: string, at: number): number {
  if (text[at] === "\n") return 1;
  if (text[at] !== "\r") return 0;
  return text[at + 1] === "\n" ? 2 : 1;
}

/**
 * Goes through Python line by line and knows no more of it than brackets, strings, comments and backslashes, as the parser
 * reads them. Each character is looked at once.
 */
export class Scanner {
  private readonly frames: Frame[] = [];

  constructor(
    private readonly text: string,
    private place: number,
  ) {}

  /** How far it is. */
  get at(): number {
    return this.place;
  }

  /** Whether it is outside all brackets. */
  get isOutside(): boolean {
    return this.frames.length === 0;
  }

  /** Goes on to the next line of code, which is none inside a string or after a backslash; false at the end of the text. */
  nextLine(): boolean {
    while (this.place < this.text.length) if (this.step()) return true;
    return false;
  }

  /** Goes past the next thing that begins or ends; whether that was a line of code. */
  private step(): boolean {
    const frame = this.frames.at(-1);
    if (frame?.kind === "content") this.content(frame.of);
    else if (frame?.kind === "spec") this.spec(frame.of);
    else return this.code(frame);
    return false;
  }

  /** Goes to the next match of a pattern for one character; the character, undefined at the end. */
  private find(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.place;
    this.place = pattern.test(this.text) ? pattern.lastIndex - 1 : this.text.length;
    return this.text[this.place];
  }

  private code(frame: Frame | undefined): boolean {
    const char = this.find(IN_CODE);
    if (char === "\r" || char === "\n") {
      this.place += lineBreak(this.text, this.place);
      return true;
    }
    if (char === '"' || char === "'") this.string(char);
    else if (char === "#") this.find(IN_COMMENT);
    else if (char !== undefined) {
      this.place++;
      if (char === "\\") this.place += lineBreak(this.text, this.place);
      else this.bracket(char, frame);
    }
    return false;
  }

  /** A bracket closes the innermost one whatever its shape: one of them is a mistake. */
  private bracket(char: string, frame: Frame | undefined): void {
    if ("([{".includes(char)) this.frames.push(BRACKET);
    else if (char === ":") {
      if (frame?.kind === "field") this.frames.push({ kind: "spec", of: frame.of });
    } else if (frame?.kind === "bracket" || char === "}") this.frames.pop();
  }

  private string(char: '"' | "'"): void {
    const { text, place } = this;
    const prefix = FORMAT_PREFIX.exec(text.slice(Math.max(0, place - 3), place))?.[0];
    const quote = text.startsWith(char.repeat(3), place) ? char.repeat(3) : char;
    this.place += quote.length;
    if (prefix === undefined) this.plain(quote);
    else this.frames.push({ kind: "content", of: { quote, raw: /r/i.test(prefix) } });
  }

  /** Whether a string ends here, and goes past what ends it: the end of the line ends a short one too. */
  private ends(quote: string): boolean {
    const isQuote = this.text.startsWith(quote, this.place);
    if (isQuote) this.place += quote.length;
    return isQuote || (quote.length === 1 && this.text[this.place] === "\n");
  }

  private escape(): void {
    this.place++;
    this.place += Math.max(1, lineBreak(this.text, this.place));
  }

  private plain(quote: string): void {
    const pattern = IN_STRING[quote[0] as '"' | "'"];
    for (let char = this.find(pattern); char !== undefined; char = this.find(pattern)) {
      if (char === "\\") this.escape();
      else if (this.ends(quote)) return;
      else this.place++;
    }
  }

  private content({ quote, raw }: Format): void {
    const char = this.find(IN_CONTENT[quote[0] as '"' | "'"]);
    if (char === "\\") this.formatEscape(raw);
    else if (char === "{") {
      const doubled = this.text[this.place + 1] === "{";
      this.place += doubled ? 2 : 1;
      if (!doubled) this.frames.push({ kind: "field", of: { quote, raw } });
    } else if (char !== undefined) {
      if (this.ends(quote)) this.frames.pop();
      else this.place++;
    }
  }

  private formatEscape(raw: boolean): void {
    NAMED.lastIndex = this.place + 1;
    if (!raw && NAMED.test(this.text)) this.place = NAMED.lastIndex;
    else this.escape();
  }

  /** What formats a field ends with the field, and in a short string with the line. */
  private spec(of: Format): void {
    const char = this.find(IN_SPEC);
    if (char === "\n" && of.quote.length === 1) {
      while (this.frames.pop()?.kind !== "content");
      return;
    }
    if (char !== undefined) this.place++;
    if (char === "{") this.frames.push({ kind: "field", of });
    if (char === "}") this.frames.length -= 2;
  }
}
