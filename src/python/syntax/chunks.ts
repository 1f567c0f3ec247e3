import { Scanner } from "./scanner";

/** Statements share a chunk until it is as long: one of them is too little to be worth a parser. */
const LEAST = 1_000;

/** What begins no statement at the start of a line: blanks, a comment, or the rest of an if, a loop or a try. */
const GOES_ON = /[ \t\f\r\n#]|(?:else|elif|except|finally)(?![\w\u00a1-\uffff])/y;
/** What begins a chunk at the start of a line, however short the one before is. */
const BEGINS = /(?:class|def|async[ \t]+def)(?![\w\u00a1-\uffff])|@/y;
/** What no bracket can hold at the start of a line: one that is open there was never closed. */
const BEGINS_ANYWHERE =
  /(?:class|def|async[ \t]+def|import|with|while|try|raise|return|pass|del|assert|global)(?![\w\u00a1-\uffff])/y;

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/**
 * Where the chunk that begins at `start` ends. A chunk is one statement at the top of a file or several, and where it ends
 * is decided by its own text and the first line after it alone: however a text came to be, it has the same chunks.
 */
export function endOfChunk(text: string, start: number): number {
  const scanner = new Scanner(text, start);
  let decorates = text[start] === "@";
  while (scanner.nextLine()) {
    const { at } = scanner;
    if (!scanner.isOutside) {
      if (isAt(BEGINS_ANYWHERE, text, at)) return at;
    } else if (at < text.length && !isAt(GOES_ON, text, at)) {
      if (!decorates && (at - start >= LEAST || isAt(BEGINS, text, at))) return at;
      decorates = text[at] === "@";
    }
  }
  return text.length;
}
