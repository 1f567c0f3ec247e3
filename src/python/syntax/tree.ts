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
