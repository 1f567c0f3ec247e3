import { startsOf } from "../values/lines";

/** A line without what is blank around it and without marks before it; [from, to) in UTF-16 units of the source. */
export interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A line longer than this is of no printed model. */
const LONGEST = 2_000;
/** What is put before each line of a text: a comment or quotation mark, the rank of a process, the time. */
const MARK =
  /^\s*(?:#|>(?!>>)|\/\/|[*|](?=\s)|\[[\w:. -]{1,40}\]:?|\d{4}-\d\d-\d\d[T ][\d:.,]+Z?(?=\s)|\d{1,6}[:|](?=\s))?/;

function lineOf(source: string, start: number, end: number): Line {
  const whole = source.slice(start, Math.min(end, start + LONGEST));
  const mark = MARK.exec(whole)![0].length;
  const text = whole.slice(mark).trim();
  const from = start + mark + whole.slice(mark).search(/\S|$/);
  return { text, from, to: from + text.length };
}

/** The lines of a text, each made where it is asked for: a text may have as many as letters. */
export class TextLines {
  private readonly starts: readonly number[];

  constructor(private readonly source: string) {
    this.starts = startsOf(source);
  }

  get length(): number {
    return this.starts.length;
  }

  at(index: number): Line | undefined {
    const start = this.starts[index];
    return start === undefined ? undefined : lineOf(this.source, start, this.starts[index + 1] ?? this.source.length);
  }
}
