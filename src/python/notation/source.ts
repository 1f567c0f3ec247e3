import type { Tree } from "@lezer/common";
import { grouped } from "../../formats/index";
import { LONGEST_TEXT } from "../syntax/longest";
import { parsePython } from "../syntax/parse";
import type { Source } from "../syntax/tree";
import { NotationError, stoppedAt } from "./errors";

/** Deeper nesting is refused, so that no input exhausts the stack. */
export const DEEPEST = 100;
/** Characters outside comments; the largest network that may be explored needs a tenth of it. */
const LONGEST = 200_000;

/** Strings and comments, found without parsing: either may hold the other's mark, or brackets that are none. */
const TOKEN = /"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?|#[^\r\n]*/g;

const tooLong = (length: number, what: string, most: number): NotationError =>
  new NotationError(
    `This text has ${grouped(length)} ${what}; at most ${grouped(most)} are read: select the layers alone`,
    0,
  );

/** Refuses what would take long to parse or overflow the stack. */
function refuseImmense(text: string): void {
  if (text.length > LONGEST_TEXT) throw tooLong(text.length, "characters", LONGEST_TEXT);
  const code = text.replace(TOKEN, (token) => (token.startsWith("#") ? "" : " ".repeat(token.length)));
  if (code.length > LONGEST) throw tooLong(code.length, "characters outside comments", LONGEST);
  let depth = 0;
  // Each sign after another is a level of the tree, too.
  let signs = 0;
  for (const character of code) {
    if ("-+~".includes(character)) signs++;
    else if (character.trim() !== "") signs = 0;
    if (signs > DEEPEST) throw new NotationError(`More than ${DEEPEST} signs follow each other: write the number`, 0);
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (depth > DEEPEST) {
      throw new NotationError(`These brackets are nested deeper than ${DEEPEST}: write less deeply`, 0);
    }
  }
}

/** The offset of the first syntax error, undefined where there is none. */
function firstError(tree: Tree): number | undefined {
  let offset: number | undefined;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) offset ??= node.from;
      return offset === undefined;
    },
  });
  return offset;
}

/**
 * Parses Python source.
 *
 * @throws {NotationError} at the first syntax error, and for a text that is too long or too deep.
 */
export function parseSource(text: string): Source {
  refuseImmense(text);
  const tree = parsePython(text);
  const offset = firstError(tree);
  if (offset === undefined) return { text, tree };
  const remedy =
    text.slice(offset).trim() === ""
      ? "a bracket isn't closed, or an argument is missing"
      : "a comma or a bracket may be missing before it";
  throw stoppedAt(text, offset, remedy);
}
