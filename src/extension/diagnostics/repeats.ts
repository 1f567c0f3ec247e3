/** A stretch of text, both ends included as an editor underlines them. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

const meet = (a: Stretch, b: Stretch): boolean => a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;

/** The issues at places that nobody else has underlined: the JSON language server says what the schema can say. */
export function withoutRepeats<T extends Stretch>(ours: readonly T[], theirs: readonly Stretch[]): T[] {
  return ours.filter((issue) => !theirs.some((other) => meet(issue, other)));
}
