/** Levenshtein's distance: the fewest characters to insert, delete or replace to turn `a` into `b`. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/**
 * The name that was probably meant: nearest without regard to case, where at most a third of it differs.
 * Undefined where none is near.
 */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  const near = names
    .filter((name) => Math.abs(name.length - word.length) <= 3)
    .map((name) => ({ name, away: distance(word, name.toLowerCase()) }))
    .filter(({ name, away }) => away <= Math.max(1, Math.floor(name.length / 3)));
  return near.sort((a, b) => a.away - b.away)[0]?.name;
}
