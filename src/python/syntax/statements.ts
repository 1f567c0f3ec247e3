import { Tree, type SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { parsePython } from "./parse";
import { childrenOf } from "./tree";

/** A change of a text: [from, to) is replaced, in UTF-16 units of the text before the change. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A node at the top of a file: its tree, and where it stands. */
interface Statement {
  readonly tree: Tree;
  readonly from: number;
}

const nameOf = ({ tree }: Statement): string => tree.type.name;

/** Comments and errors mark no place where a statement begins. */
const begins = (statement: Statement): boolean => nameOf(statement) !== "Comment" && !statement.tree.type.isError;

function parsed(text: string, offset: number): Statement[] {
  return childrenOf(parsePython(text).topNode).map((node: SyntaxNode) => ({
    tree: node.toTree(),
    from: offset + node.from,
  }));
}

const moved = (statements: readonly Statement[], by: number): Statement[] =>
  statements.map(({ tree, from }) => ({ tree, from: from + by }));

/**
 * The syntax tree of a file, kept statement by statement: an edit parses those anew that it touches, and their
 * neighbours. (The parser's own reuse of fragments puts what stands behind a nested block into that block: the parts of a
 * long file that it reuses carry the indentation of their last line.)
 */
export class Statements {
  private statements: readonly Statement[];

  constructor(private text: string) {
    this.statements = parsed(text, 0);
  }

  /** Changes the text, and parses what the change may touch. */
  edit(edit: Edit): void {
    const { from, to, text } = edit;
    this.text = this.text.slice(0, from) + text + this.text.slice(to);
    this.statements = this.around(edit) ?? parsed(this.text, 0);
  }

  /** The tree of the whole file. */
  tree(): Tree {
    const trees = this.statements.map(({ tree }) => tree);
    const positions = this.statements.map(({ from }) => from);
    return new Tree(parser.topNode, trees, positions, this.text.length);
  }

  /** The statements once those around an edit are parsed again; undefined where that does not end where it did before. */
  private around({ from, to, text }: Edit): Statement[] | undefined {
    const old = this.statements;
    const by = text.length - (to - from);
    const touched = old.findIndex((statement) => statement.from + statement.tree.length >= from);
    let first = touched < 0 ? old.length - 1 : touched;
    do first--;
    while (first > 0 && !begins(old[first]!));
    const start = first > 0 ? old[first]!.from : 0;
    const behind = old.findIndex((statement) => statement.from > to && begins(statement));
    const sync = old.findIndex((statement, index) => behind >= 0 && index > behind && begins(statement));
    if (sync < 0) return [...old.slice(0, Math.max(0, first)), ...parsed(this.text.slice(start), start)];
    const end = (old[sync + 1]?.from ?? this.text.length - by) + by;
    const anew = parsed(this.text.slice(start, end), start);
    const at = anew.findIndex((statement) => statement.from === old[sync]!.from + by && begins(statement));
    if (at < 0 || nameOf(anew[at]!) !== nameOf(old[sync]!)) return undefined;
    return [...old.slice(0, Math.max(0, first)), ...anew.slice(0, at), ...moved(old.slice(sync), by)];
  }
}
