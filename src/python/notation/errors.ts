/** The longest piece of a person's text that a message repeats. */
const EXCERPT = 40;

/** Where in `text` an offset lies, both counted from 1; the column in UTF-16 units. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const end = /\r\n|\r|\n/g;
  let [line, start] = [1, 0];
  for (; end.test(before); line++) start = end.lastIndex;
  return { line, column: before.length - start + 1 };
}

/** One line of `text` from `from`, cut after 40 characters, in quotes. */
function excerpt(text: string, from: number, to = text.length): string {
  const [line = ""] = text.slice(from, Math.min(to, from + EXCERPT + 1)).split(/[\r\n]/);
  const cut = line.length > EXCERPT || (to < text.length && from + line.length < to);
  return `"${line.slice(0, EXCERPT).trimEnd()}${cut ? "…" : ""}"`;
}

const lineOf = (text: string, offset: number): string =>
  /[\r\n]/.test(text.trim()) ? `Line ${placeOf(text, offset).line}: ` : "";

/** A message after a colon: its first word small, unless it is a name. */
const small = (message: string): string =>
  message.replace(/^(A|An|Each|In|Stopped|The|There|These|This|With)\b/, (word) => word.toLowerCase());

/** Thrown where a text is not layers in PyTorch notation: what is wrong, where, and what to write instead. */
export class NotationError extends Error {
  override readonly name: string = "NotationError";
  /**
   * @param offset where in the text, in UTF-16 units, as in an editor.
   * @param path where in the spec that was being read, `layers[0].p`; empty where the text isn't a layer at all.
   */
  constructor(
    message: string,
    readonly offset: number,
    readonly path = "",
  ) {
    super(message);
  }
}

/** Thrown by `parseExperiment` where the text is right but does not say how many units enter: ask, and pass `units`. */
export class NeedsInput extends NotationError {
  override readonly name = "NeedsInput";
}

/** Thrown where a text has a layer that notation does not have, which a model may have all the same. */
export class NotInNotation extends NotationError {
  override readonly name = "NotInNotation";

  static of({ message, offset, path }: NotationError): NotInNotation {
    return new NotInNotation(message, offset, path);
  }
}

/** Thrown where a text has models with dropout, of which no part can be run. */
export class NothingToRun extends NotationError {
  override readonly name = "NothingToRun";
}

/** The text cannot be understood from `offset` on; `to` ends the piece that the message repeats. */
export function stoppedAt(text: string, offset: number, remedy: string, path = "", to?: number): NotationError {
  const place = text.slice(offset).trim() === "" ? "the end" : excerpt(text, offset, to);
  return located(text, offset, `Stopped understanding at ${place}: ${small(remedy)}`, path);
}

/** What stands in [from, to) is understood, but what it says at `offset` cannot be. */
export function wrongIn(
  text: string,
  span: { readonly from: number; readonly to: number },
  offset: number,
  message: string,
  path: string,
): NotationError {
  return located(text, offset, `In ${excerpt(text, span.from, span.to)}: ${small(message)}`, path);
}

/** The error, with its line where there are several. */
function located(text: string, offset: number, message: string, path: string): NotationError {
  const line = lineOf(text, offset);
  return new NotationError(line === "" ? message : line + small(message), offset, path);
}
