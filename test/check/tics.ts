/** A way of saying things that reads like a translation, and what to write instead. */
export interface Tic {
  readonly said: RegExp;
  readonly instead: string;
}

/**
 * What is refused in texts that people read.
 *
 * What is good English stays: "there is no model", "is no longer open", "is no more than", "is no one".
 */
export const TICS: readonly Tic[] = [
  { said: /\bbehind\b/i, instead: "after" },
  {
    said: /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|one\b|more than\b|less than\b|fewer than\b)/i,
    instead: "isn't a, aren't",
  },
  { said: /\bmend(?:s|ed|ing)?\b/i, instead: "fix" },
  { said: /\banew\b/i, instead: "again" },
  { said: /\btold\b/i, instead: "show, say, report" },
  { said: /\b(?:\w+isations?|colours?|behaviours?|learnt)\b/i, instead: "the American spelling" },
];

/** The tics of a text, each with what to write instead. */
export const ticsIn = (text: string): readonly string[] =>
  TICS.flatMap(({ said, instead }) => {
    const found = said.exec(text);
    return found ? [`“${found[0].trim()}”: write ${instead}`] : [];
  });
