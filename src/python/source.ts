import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import { grouped } from "../formats/index";
import { NotationError, stoppedAt } from "./errors";

/** Deeper nesting is refused, so that no input exhausts the stack. */
export const DEEPEST = 100;
/** Characters outside comments; the largest network that may be explored needs a tenth of it. */
const LONGEST = 200_000;

/** Python source with its syntax tree. */
export interface Source {
  readonly text: string;
  readonly tree: Tree;
}

/** An argument of a call: `value` or `name=value`; `star` where it is `*value` or `**value`. */
export interface Argument {
  readonly name?: string;
  readonly star?: string;
  readonly value: SyntaxNode;
}

/** A call by name: `torch.nn.Linear(100, 1)` has the name `Linear`. */
export interface Call {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly arguments: readonly Argument[];
}

/** Strings and comments, found without parsing: either may hold the other's mark, or brackets that are none. */
const TOKEN = /"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?|#[^\r\n]*/g;

/** More signs one behind the other than DEEPEST: each is a level of the tree. */
const SIGNS = /(?:[-+~]\s*){101}/;

/** Refuses what would take long to parse or overflow the stack. */
function refuseImmense(text: string): void {
  const code = text.replace(TOKEN, (token) => (token.startsWith("#") ? "" : " ".repeat(token.length)));
  if (code.length > LONGEST) {
    throw new NotationError(
      `This text has ${grouped(code.length)} characters outside comments; at most ${grouped(LONGEST)} are read: ` +
        "select the layers alone",
      0,
    );
  }
  let depth = 0;
  for (const character of code) {
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (depth > DEEPEST) {
      throw new NotationError(`These brackets are nested deeper than ${DEEPEST}: write less deeply`, 0);
    }
  }
  if (SIGNS.test(code)) throw new NotationError(`More than ${DEEPEST} signs follow each other: write the number`, 0);
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
  const tree = parser.parse(text);
  const offset = firstError(tree);
  if (offset === undefined) return { text, tree };
  const remedy =
    text.slice(offset).trim() === ""
      ? "a bracket is not closed, or an argument is missing"
      : "a comma or a bracket may be missing before it";
  throw stoppedAt(text, offset, remedy);
}

/** The children of a node, punctuation included. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** The comments of a source, in order. */
export function commentsOf({ tree }: Source): SyntaxNode[] {
  const comments: SyntaxNode[] = [];
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === "Comment") comments.push(node);
    },
  });
  return comments;
}

/** The source text of a node. */
export const textOf = (source: Source, node: SyntaxNode): string => source.text.slice(node.from, node.to);

/** What a list, a tuple, a statement or an argument list holds between its brackets and commas. */
export function itemsOf(source: Source, node: SyntaxNode): Argument[] {
  const items: Argument[] = [];
  let pending: { name?: string; star?: string } = {};
  for (const child of childrenOf(node)) {
    const next = child.nextSibling;
    if (child.name === "Comment" || "()[],".includes(child.name)) continue;
    if (child.name === "*" || child.name === "**") pending = { star: child.name };
    else if (child.name === "VariableName" && next?.name === "AssignOp") pending = { name: textOf(source, child) };
    else if (child.name !== "AssignOp") {
      items.push({ ...pending, value: child });
      pending = {};
    }
  }
  return items;
}

/** A call by a dotted name, undefined for any other expression. */
export function callOf(source: Source, node: SyntaxNode): Call | undefined {
  const [callee, list] = childrenOf(node);
  if (node.name !== "CallExpression" || !callee || list?.name !== "ArgList") return undefined;
  const name = /^(?:[\p{L}_][\p{L}\p{N}_]*\s*\.\s*)*([\p{L}_][\p{L}\p{N}_]*)$/u.exec(textOf(source, callee))?.[1];
  return name === undefined ? undefined : { name, node, arguments: itemsOf(source, list) };
}
