import type { Random } from "./random";

/** Characters that readers of text have stumbled over: line ends, halves of pairs, signs without width. */
const ODD = [
  "\0",
  "\t",
  "\r",
  "\r\n",
  "\n",
  "\u2028",
  "\u00a0",
  "\ud800",
  "\udc00",
  "é",
  "𝒳",
  "\ufeff",
  "\u202e",
  "\\",
];
const NUMBERS = [
  "0",
  "1",
  "-1",
  "1e999",
  "1e-400",
  "0x1f",
  "1_0",
  "3j",
  "99999999999999999999",
  "0.1",
  ".5",
  "5.",
  "nan",
];
/** The longest text that is made by repeating a piece. */
const LONGEST = 100_000;

/** Where a piece of a text begins and ends; mostly a short one. */
function piece(random: Random, text: string): readonly [from: number, to: number] {
  const from = random.below(text.length + 1);
  return [from, Math.min(text.length, from + random.magnitude(random.chance(0.2) ? text.length + 1 : 12))];
}

type Change = (random: Random, text: string, words: readonly string[]) => string;

const put = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);

const CHANGES: readonly Change[] = [
  (random, text) => put(text, ...piece(random, text), ""),
  (random, text) => {
    const [from, to] = piece(random, text);
    return put(text, to, to, text.slice(from, to));
  },
  (random, text, words) => put(text, ...piece(random, text), random.pick(words)),
  (random, text, words) => {
    const at = random.below(text.length + 1);
    return put(text, at, at, random.pick(words));
  },
  (random, text) => {
    const at = random.below(text.length + 1);
    return put(text, at, at, random.pick(ODD));
  },
  (random, text) => {
    const numbers = [...text.matchAll(/\d[\d.e_]*/g)];
    if (numbers.length === 0) return text;
    const { 0: number, index } = random.pick(numbers);
    return put(text, index, index + number.length, random.pick(NUMBERS));
  },
  (random, text) => {
    const lines = text.split("\n");
    const [a, b] = [random.below(lines.length), random.below(lines.length)];
    [lines[a], lines[b]] = [lines[b]!, lines[a]!];
    return lines.join("\n");
  },
  (random, text) => {
    const lines = text.split("\n");
    const at = random.below(lines.length);
    lines[at] = random.chance(0.5) ? `    ${lines[at]!}` : lines[at]!.replace(/^ {1,4}/, "");
    return lines.join("\n");
  },
];

/** A few texts in a hundred have a piece that is repeated until it is long. */
function lengthened(random: Random, text: string): string {
  const [from, to] = piece(random, text);
  const times = random.magnitude(LONGEST / Math.max(1, to - from));
  return put(text, to, to, text.slice(from, to).repeat(times));
}

/** A text with some of it taken out, doubled, moved, replaced or made odd, sometimes very long. */
export function mutatedText(random: Random, text: string, words: readonly string[]): string {
  let now = text;
  for (let left = random.magnitude(6); left > 0; left--) now = random.pick(CHANGES)(random, now, words);
  return random.chance(0.01) ? lengthened(random, now) : now;
}

/** Words in any order. */
export const soup = (random: Random, words: readonly string[]): string =>
  random
    .many(random.magnitude(random.chance(0.01) ? 5_000 : 60), () => random.pick(words))
    .join(random.pick(["", " "]));
