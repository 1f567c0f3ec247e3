/** The lines of a text, for messages: looked up once one is asked for. */
export class Lines {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** The line, counted from 1, at an offset in UTF-16 units. */
  at(offset: number): number {
    const starts = (this.starts ??= startsOf(this.text));
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

/** Where lines begin: one after the other, since a match each takes more memory than the text. */
export function startsOf(text: string): number[] {
  const starts = [0];
  const end = /\r\n|\r|\n/g;
  while (end.test(text)) starts.push(end.lastIndex);
  return starts;
}
