/*
 * What kind of text a cell holds, found before any parser is loaded. A cell may be megabytes of anything, so each
 * function here walks the text once and never goes back: a regular expression of nested repetitions would.
 */

/** Where the line with the character at `from` ends. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Where the comment of JSON that begins at `from` ends; undefined where none begins, or where it never ends. */
function commentEnd(text: string, from: number): number | undefined {
  if (text.startsWith("//", from)) return lineEnd(text, from);
  const end = text.startsWith("/*", from) ? text.indexOf("*/", from + 2) : -1;
  return end < 0 ? undefined : end + 2;
}

/** Whether a text begins as JSON does: with a brace, after any comments. */
export function beginsAsJson(text: string): boolean {
  const code = /\S/g;
  for (let at: number | undefined = 0; at !== undefined; at = commentEnd(text, at)) {
    code.lastIndex = at;
    at = code.exec(text)?.index ?? text.length;
    if (text[at] === "{") return true;
  }
  return false;
}

/** Whether a text holds nothing but white space and comments of Python. */
export const holdsNothing = (text: string): boolean =>
  text.split("\n").every((line) => {
    const code = line.trimStart();
    return code === "" || code.startsWith("#");
  });

/** Where the string whose quote is at `from` ends: after its last quote; without one, at the end of its line or of the text. */
function stringEnd(text: string, from: number): number {
  const quote = text.charAt(from);
  const triple = quote.repeat(3);
  if (text.startsWith(triple, from)) {
    const end = text.indexOf(triple, from + 3);
    return end < 0 ? text.length : end + 3;
  }
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return text[at] === quote ? at + 1 : Math.min(at, text.length);
}

/** A text with a space for each string and comment, in which words mean nothing. */
function withoutStrings(text: string): string {
  const parts: string[] = [];
  const begin = /["'#]/g;
  let from = 0;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    parts.push(text.slice(from, found.index), " ");
    from = found[0] === "#" ? lineEnd(text, found.index) : stringEnd(text, found.index);
    begin.lastIndex = from;
  }
  return parts.join("") + text.slice(from);
}

/** The words that begin statements, but for those that a model as code may have around it. */
const STATEMENTS: ReadonlySet<string> = new Set(
  "class def async for while if with try return assert del raise global lambda yield".split(" "),
);

/** Whether a line is a statement of Python, or a shell or magic command of notebooks. */
function isStatement(line: string): boolean {
  const code = line.trimStart();
  const word = /^\w+/.exec(code)?.[0];
  if (word === "print") return code.slice(word.length).trimStart().startsWith("(");
  return word === undefined ? /^[@%!]/.test(code) : STATEMENTS.has(word);
}

/** The call of a class, as a layer is. */
const CAPITAL_CALL = /\b[A-Z]\w*\s*\(/;

/** Whether a text that isn't layers is Python code of another kind: it has statements, or calls no class. */
export function isForeign(text: string): boolean {
  const code = withoutStrings(text);
  return code.split(/[\r\n]/).some(isStatement) || !CAPITAL_CALL.test(code);
}
