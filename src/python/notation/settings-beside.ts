import { NotationError } from "./errors";
import type { Span } from "./layer";
import { settingsIn, type Settings } from "./settings";

type Values = Partial<Settings>;

/** Comments, as far as a look without parsing tells them from strings. */
const COMMENT = /#[^\r\n]*/g;
/** Characters above a model in which its comments are looked for. */
const FARTHEST = 2000;
/** More comments than anybody writes beside one model. */
const MOST_COMMENTS = 1_000;

/** The settings in one comment; none where it cannot be read as one. */
function settingsOf(text: string): Values {
  try {
    return settingsIn(text, [{ from: 0, to: text.length }], true);
  } catch (error) {
    if (error instanceof NotationError) return {};
    throw error;
  }
}

/** The lines of comments alone that end right above the last line of a text. */
function commentsAbove(text: string): string[] {
  const upwards = text
    .split(/\r\n|\r|\n/)
    .slice(0, -1)
    .reverse();
  const code = upwards.findIndex((line) => !/^[ \t]*#/.test(line));
  return (code < 0 ? upwards : upwards.slice(0, code)).reverse();
}

/**
 * The settings of a model in a person's own code: in the comments right above it and, where it is layers alone, among
 * them. What cannot be read as a setting is an ordinary comment there; of one that is given twice the last counts.
 */
export function settingsBeside(text: string, { from, to, form }: Span & { readonly form: string }): Values {
  const within = form === "sequential" ? text.slice(from, to) : "";
  const comments = commentsAbove(text.slice(Math.max(0, from - FARTHEST), from));
  for (const [comment] of within.matchAll(COMMENT)) {
    if (comments.length === MOST_COMMENTS) break;
    comments.push(comment);
  }
  return comments.map(settingsOf).reduce((all, one) => ({ ...all, ...one }), {});
}
