import type { Span } from "../base/span";
import { checkSpec, issueAt, type ExploreSpec, type SpecIssue } from "../../formats/index";
import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from "../json/parser";

/** What is wrong with the text of a spec file, and where in it. */
export interface TextIssue extends SpecIssue, Span {}

/** A spec, and where in the text each of its values is. */
export interface ReadSpec {
  readonly spec: ExploreSpec;
  readonly root: Node;
}

/** A text is a spec, or has at least one issue. */
export type ReadText = ReadSpec | { readonly issues: readonly [TextIssue, ...TextIssue[]] };

/** More than a person reads; of each the line is counted, so that many of them in a long text would take seconds. */
const MOST_ISSUES = 100;

/** What jsonc-parser means by its codes, as remedies. */
const REMEDIES: Readonly<Record<ReturnType<typeof printParseErrorCode>, string>> = {
  InvalidSymbol: "This isn't JSON: put text in double quotes",
  InvalidNumberFormat: "This isn't a number in JSON",
  PropertyNameExpected: "Expected a key in double quotes here",
  ValueExpected: "Expected a value here",
  ColonExpected: "Expected a colon between key and value here",
  CommaExpected: "Expected a comma here",
  CloseBraceExpected: "Expected a closing brace } here",
  CloseBracketExpected: "Expected a closing bracket ] here",
  EndOfFileExpected: "A file holds one experiment, and it ends before this",
  InvalidCommentToken: "This isn't a comment: write // or /* */",
  UnexpectedEndOfComment: "This comment isn't closed: add */",
  UnexpectedEndOfString: "This text isn't closed: add a double quote",
  UnexpectedEndOfNumber: "This number isn't complete",
  InvalidUnicode: "This isn't a Unicode escape: write \\u and four hexadecimal digits",
  InvalidEscapeCharacter: "JSON doesn't have this escape",
  InvalidCharacter: "Escape this character: JSON doesn't allow it in text",
  "<unknown ParseErrorCode>": "This isn't JSON",
};

/** A million weights take as many characters; more would be read for seconds, at every rest of typing. */
const MOST_CHARACTERS = 10_000_000;
const TOO_LONG =
  "This file is larger than 10 MB and isn't read as an experiment: describe weights by a distribution instead of values";
const TOO_DEEP = "This file nests lists and objects too deeply for an experiment: put all layers in one list";

/**
 * Reads the text of a spec file, JSON with comments and trailing commas: everything that `parseSpec` refuses, at its
 * place, or why it is not JSON.
 */
export function readSpecText(text: string): ReadText {
  if (text.length > MOST_CHARACTERS) return { issues: [wholeText(TOO_LONG)] };
  const errors: ParseError[] = [];
  const root = treeOf(text, errors);
  if (root === "deep") return { issues: [wholeText(TOO_DEEP)] };
  const [first, ...rest] = errors.slice(0, MOST_ISSUES).map((error) => brokenAt(text, error));
  if (first) return { issues: [first, ...rest] };
  const checked = checkSpec(root && getNodeValue(root));
  if ("spec" in checked && root) return { spec: checked.spec, root };
  if ("spec" in checked) throw new Error("An empty text isn't a spec");
  const [issue, ...issues] = checked.issues;
  return { issues: [placed(root, issue), ...issues.map((other) => placed(root, other))] };
}

/** The issues of a text alone; none for a spec. */
export function issuesInText(text: string): readonly TextIssue[] {
  const read = readSpecText(text);
  return "issues" in read ? read.issues : [];
}

/** The part of the text that `keys` name: the value itself, or the nearest thing around it that is there. */
export function spanOf(text: string, keys: readonly (string | number)[]): Span {
  const root = text.length > MOST_CHARACTERS ? undefined : treeOf(text, []);
  return around(root === "deep" ? undefined : root, keys);
}

/** A text as a tree; "deep" where it nests so deep that reading it takes more than the stack has. */
function treeOf(text: string, errors: ParseError[]): Node | "deep" | undefined {
  try {
    return parseTree(text, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return "deep";
    throw error;
  }
}

const wholeText = (message: string): TextIssue => ({ ...issueAt([], message), from: 0, to: 1 });

function brokenAt(text: string, { error, offset, length }: ParseError): TextIssue {
  const before = text.slice(0, offset).split(/\r?\n/);
  const place = `Line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
  const remedy = text.trim() === "" ? EMPTY : REMEDIES[printParseErrorCode(error)];
  // The scanner counts the end that an open comment lacks.
  return { ...issueAt([], `${place}: ${remedy}`), from: offset, to: Math.min(offset + length, text.length) };
}

const EMPTY =
  "This file is empty. An experiment looks like " +
  '{ "version": 1, "input": { "units": 100, "distribution": { "kind": "constant", "value": 1 } }, ' +
  '"layers": [{ "kind": "dropout", "p": 0.4 }] }';

function placed(root: Node | undefined, issue: SpecIssue): TextIssue {
  return { ...issue, ...around(root, issue.keys) };
}

/** The child that `key` names; of keys written twice the last counts, as in the value. */
function childOf(node: Node, key: string | number): Node | undefined {
  if (node.type === "array") return typeof key === "number" ? node.children?.[key] : undefined;
  if (node.type !== "object") return undefined;
  return node.children?.filter((property) => property.children?.[0]?.value === String(key)).at(-1)?.children?.[1];
}

function around(root: Node | undefined, keys: readonly (string | number)[]): Span {
  if (!root) return { from: 0, to: 0 };
  let node = root;
  for (const key of keys) {
    const child = childOf(node, key);
    // A key that is missing: its object is too long to underline, so it is the object's own key, or its brace.
    if (!child) return nameOf(node);
    node = child;
  }
  return spanOfNode(node);
}

function nameOf(node: Node): Span {
  const name = node.parent?.type === "property" ? node.parent.children?.[0] : undefined;
  return name ? spanOfNode(name) : { from: node.offset, to: node.offset + 1 };
}

const spanOfNode = ({ offset, length }: Node): Span => ({ from: offset, to: offset + length });
