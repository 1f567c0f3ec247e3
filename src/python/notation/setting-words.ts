import type { Initializer } from "../../formats/index";
import type { Source } from "../syntax/tree";
import { stoppedAt } from "./errors";
import type { Span } from "./layer";
import { nearest } from "./nearest";

/** The numbers that follow each kind, in order; only a gain may be left out. */
export const NUMBERS: Readonly<Record<Exclude<Initializer["kind"], "values">, readonly string[]>> = {
  constant: ["value"],
  normal: ["mean", "std"],
  uniform: ["low", "high"],
  half_normal: ["std"],
  kaiming_uniform: ["gain"],
  kaiming_normal: ["gain"],
  xavier_uniform: ["gain"],
  xavier_normal: ["gain"],
};

const NUMBER = /^[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;

/** One word, and where it stands. */
interface Word extends Span {
  readonly text: string;
}

/** The words between blanks and commas. */
function wordsOf(text: string, from: number): Word[] {
  const words: Word[] = [];
  for (const { 0: word, index } of text.matchAll(/[^\s,]+/g)) {
    words.push({ text: word, from: from + index, to: from + index + word.length });
  }
  return words;
}

/** The words of one setting's value, read from left to right; each error stands at the word that cannot be read. */
export class Words {
  private readonly words: readonly Word[];
  private at = 0;

  /** @param span where the value stands in the source. */
  constructor(
    private readonly source: Pick<Source, "text">,
    private readonly span: Span,
  ) {
    this.words = wordsOf(source.text.slice(span.from, span.to), span.from);
  }

  /** The next word, undefined at the end. */
  get peek(): Word | undefined {
    return this.words[this.at];
  }

  get atNumber(): boolean {
    return NUMBER.test(this.peek?.text ?? "");
  }

  /** Takes a number; `what` names it in the message. */
  number(what: string): number {
    const word = this.peek;
    if (!word || !this.atNumber) return this.stop(`${what} is a number, such as 1 or 0.5`);
    this.at++;
    return Number(word.text.replaceAll("_", ""));
  }

  /** A distribution or, where `kinds` allows them, an initialization: `normal 0 1`. */
  initializer(kinds: readonly Initializer["kind"][]): Initializer {
    const kind = kinds.find((one) => one === this.peek?.text);
    if (kind === undefined) {
      const meant = nearest(this.peek?.text ?? "", kinds);
      return this.stop(`${meant === undefined ? "" : `did you mean ${meant}? `}The kinds are ${kinds.join(", ")}`);
    }
    this.at++;
    if (kind === "values") return { kind, values: this.rest() };
    const keys = NUMBERS[kind].filter((key) => key !== "gain" || this.peek);
    return {
      kind,
      ...Object.fromEntries(keys.map((key) => [key, this.number(`The ${key} of ${kind}`)])),
    } as Initializer;
  }

  private rest(): number[] {
    const values: number[] = [];
    while (this.peek) values.push(this.number("Each of the values"));
    return values;
  }

  /** Refuses what is left over. */
  finish(): void {
    if (this.peek) this.stop("nothing more belongs to this setting; an ordinary comment is written without the colon");
  }

  /** Refuses the next word. */
  stop(remedy: string): never {
    throw stoppedAt(this.source.text, this.peek?.from ?? this.span.to, remedy);
  }
}
