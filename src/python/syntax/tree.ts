import type { SyntaxNode, Tree } from "@lezer/common";

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

/** The children of a node one after the other, punctuation included: for nodes that may have very many. */
export function* childrenIn(node: SyntaxNode): Generator<SyntaxNode, void> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/** The children of a node, punctuation included. */
export const childrenOf = (node: SyntaxNode): SyntaxNode[] => [...childrenIn(node)];

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

const PUNCTUATION: ReadonlySet<string> = new Set(["(", ")", "[", "]", ",", "Comment"]);

/** What a list, a tuple, a statement or an argument list holds between its brackets and commas, one after the other. */
export function* itemsIn(source: Source, node: SyntaxNode): Generator<Argument, void> {
  let pending: { name?: string; star?: string } = {};
  let next: SyntaxNode | null;
  for (let child = node.firstChild; child; child = next) {
    next = child.nextSibling;
    if (PUNCTUATION.has(child.name)) continue;
    if (child.name === "*" || child.name === "**") pending = { star: child.name };
    else if (child.name === "VariableName" && next?.name === "AssignOp") pending = { name: textOf(source, child) };
    else if (child.name !== "AssignOp") {
      yield { ...pending, value: child };
      pending = {};
    }
  }
}

/** All that `itemsIn` gives. */
export const itemsOf = (source: Source, node: SyntaxNode): Argument[] => [...itemsIn(source, node)];

const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** The last name of a dotted name, undefined for any other expression. */
function lastName(source: Source, callee: SyntaxNode): string | undefined {
  let node = callee;
  while (node.name === "MemberExpression") {
    const [object, point, property, more] = childrenOf(node);
    if (!object || point?.name !== "." || property?.name !== "PropertyName" || more) return undefined;
    node = object;
  }
  if (node.name !== "VariableName") return undefined;
  const name = textOf(source, callee.lastChild ?? callee);
  return IDENTIFIER.test(name) ? name : undefined;
}

/** A call by a dotted name, undefined for any other expression. */
export function callOf(source: Source, node: SyntaxNode): Call | undefined {
  if (node.name !== "CallExpression") return undefined;
  const [callee, list] = childrenOf(node);
  if (!callee || list?.name !== "ArgList") return undefined;
  const name = lastName(source, callee);
  return name === undefined ? undefined : { name, node, arguments: itemsOf(source, list) };
}
