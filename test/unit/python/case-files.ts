/**
 * Cases of the readers as text files, as parsers keep theirs. A case is a title, a text and what is read of it:
 *
 *     # A dropout in a Sequential is read.
 *
 *     nn.Sequential(nn.Dropout(0.1))
 *
 *     ==>
 *
 *     Sequential: pytorch sequential, chain
 *       0: dropout, p=0.1, train
 */

/** One case, with the line of its title, counted from 1. */
export interface Case {
  readonly title: string;
  readonly line: number;
  readonly source: string;
  readonly expected: string;
}

const ARROW = "==>";
const TITLE = /^# (.*\S)/;

/** Lines as one text, without the blank ones around it; what is indented stays indented. */
const textOf = (lines: readonly string[]): string => lines.join("\n").replace(/^(?:[ \t]*\n)+|\s+$/g, "");

/** The lines of a file, and refusals that name the file and the line. */
class Lines {
  private readonly lines: readonly string[];

  constructor(
    private readonly file: string,
    text: string,
  ) {
    this.lines = text.split(/\r?\n/);
  }

  /** Where the next case begins, from a line on; undefined where there is none. */
  next(from: number): number | undefined {
    const found = this.lines.findIndex((_, at) => at >= from && !this.isBlank(at));
    return found < 0 ? undefined : found;
  }

  /** The case that begins on a line, and the line after it. */
  caseAt(start: number): readonly [Case, end: number] {
    const title = TITLE.exec(this.lines[start]!)?.[1] ?? this.refuse(start, 'a case begins with its title, "# …"');
    const arrow = this.arrowAfter(start);
    const next = this.lines.findIndex((line, at) => at > arrow && line.startsWith("#"));
    const end = next < 0 ? this.lines.length : next;
    const second = this.lines.indexOf(ARROW, arrow + 1);
    if (second >= 0 && second < end) this.refuse(second, `a second "${ARROW}" in the case of line ${start + 1}`);
    const [source, expected] = [textOf(this.lines.slice(start + 1, arrow)), textOf(this.lines.slice(arrow + 1, end))];
    return [{ title, line: start + 1, source, expected }, end];
  }

  refuse(at: number, why: string): never {
    throw new Error(`${this.file}:${at + 1}: ${why}`);
  }

  private isBlank(at: number): boolean {
    return (this.lines[at] ?? "").trim() === "";
  }

  /** A comment of a source has code next to it: one between blank lines is the next title, and an arrow is missing. */
  private isTitle(at: number): boolean {
    return TITLE.test(this.lines[at]!) && this.isBlank(at - 1) && this.isBlank(at + 1);
  }

  private arrowAfter(start: number): number {
    const arrow = this.lines.indexOf(ARROW, start);
    if (arrow < 0) this.refuse(start, `a case without "${ARROW}"`);
    const title = this.lines.findIndex((_, at) => at > start && at < arrow && this.isTitle(at));
    if (title >= 0) this.refuse(title, `a title, and the case of line ${start + 1} has no "${ARROW}" yet`);
    return arrow;
  }
}

/** The cases of a file; one that isn't written as above is refused with the file and the line. */
export function casesIn(file: string, text: string): Case[] {
  const lines = new Lines(file, text);
  const cases: Case[] = [];
  for (let start = lines.next(0); start !== undefined;) {
    const [one, end] = lines.caseAt(start);
    const same = cases.find(({ title }) => title === one.title);
    if (same) lines.refuse(start, `the title of the case of line ${same.line}`);
    cases.push(one);
    start = lines.next(end);
  }
  return cases;
}

/** The file of these cases. */
export const caseFile = (cases: readonly Case[]): string =>
  cases
    .map(({ title, source, expected }) => [`# ${title}`, source, ARROW, expected].filter(Boolean).join("\n\n"))
    .join("\n\n")
    .concat("\n");
