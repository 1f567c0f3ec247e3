import { NodeType, Tree, type PartialParse } from "@lezer/common";
import { parser, scanned } from "./parser";

/** What of the parser's own state tells how much it does; its version is pinned, and a test holds these against it. */
interface Progress {
  /** Above 0 while it looks for a way on after a mistake. */
  readonly recovering: number;
  /** The readings that it follows at once, each with what it is inside of. */
  readonly stacks: readonly { readonly stack: { readonly length: number } }[];
  /** How long the chain `a.b.c`, `f()()` or `a + b + c` is that it is in: past `LONGEST_CHAIN` it tears the chain. */
  readonly bigReductionCount: number;
}

/** What a step costs that looks for a way on after a mistake, and how much of a stack costs another. */
const RECOVERY = 64;
const SHARE_OF_STACK = 256;
/** Characters of strings and blanks that cost as much as a step: after a mistake the parser goes through them again and again. */
const CHARACTERS_IN_A_STEP = 64;
/** The parser's own limit to a chain, and what each chain that it tears costs: every link of one takes a tree. */
const LONGEST_CHAIN = 300;
const TORN = 20_000;
/** Three for each thing inside another: ten times what any file of PyTorch's or Python's library needs, and more than Python itself reads. */
const DEEPEST = 3_000;

/** What any text may cost, and what each of its characters may cost in addition; correct Python costs one per token. */
const WORK = 250_000;
const WORK_PER_CHARACTER = 1.5;

/** The work that a text of this length may cost the parser: some hundred mistakes, and a few more per kilobyte. */
export const workFor = (length: number): number => WORK + WORK_PER_CHARACTER * length;

/** What parsing gives. */
export interface Parsed {
  /** The statements, and nothing around them. */
  readonly tree: Tree;
  /** What it cost: steps, where those in mistakes count for many. */
  readonly work: number;
  /** Where the parser was stopped, if it was. */
  readonly cut?: number;
}

/** A number that ends in its point, "0." or "1.e-3": the parser takes what follows the point for a name. */
const ENDS_IN_POINT = /(?<![\p{L}\p{N}_.])(\d[\d_]*)\.(?![\d_.])/gu;

/** What the parser reads in place of a text; every character stands where it stood. */
const prepared = (text: string): string => text.replace(ENDS_IN_POINT, (_, digits: string) => `${digits}_`);

/** What the last step cost. */
function workOf({ recovering, stacks, bigReductionCount }: Progress): number {
  let work = recovering > 0 ? RECOVERY : 0;
  if (bigReductionCount > LONGEST_CHAIN) work += TORN;
  for (const { stack } of stacks) {
    if (stack.length > DEEPEST) return Infinity;
    work += recovering > 0 ? 1 + stack.length / SHARE_OF_STACK : 1;
  }
  return work;
}

/** Parses a text until it is too much work: what was parsed by then counts. */
export function parseBounded(text: string): Parsed {
  const parse = parser.startParse(prepared(text)) as PartialParse & Progress;
  const most = workFor(text.length);
  let work = 0;
  let before = scanned.characters;
  let script = parse.advance();
  for (; !script; script = parse.advance()) {
    work += workOf(parse) + (scanned.characters - before) / CHARACTERS_IN_A_STEP;
    before = scanned.characters;
    if (work > most && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
  }
  const tree = new Tree(NodeType.none, script.children, script.positions, script.length);
  return { tree, work, ...(parse.stoppedAt === null ? {} : { cut: Math.min(script.length, text.length) }) };
}
