/** The lines of a text, for messages: looked up once one is asked for. */
export class Lines {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  /** The line, counted from 1, at an offset in UTF-16 units. */
  at(offset: number): number {
    this.starts ??= [0, ...[...this.text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}
