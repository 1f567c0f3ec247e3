import * as ts from "typescript";

/** A regular expression in source text. */
export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** Counted from 1. */
  readonly line: number;
  /** Its text in the source. */
  readonly text: string;
}

/** A place where an expression is made from what only a run of the program knows. */
export interface Unknown {
  readonly line: number;
  readonly text: string;
}

/** What a file holds of expressions. */
export interface Found {
  readonly expressions: readonly Expression[];
  readonly unknown: readonly Unknown[];
}

/** The constants of a file, by name. */
type Constants = ReadonlyMap<string, ts.Expression>;

function constantsOf(file: ts.SourceFile): Constants {
  const found = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      if (node.parent.flags & ts.NodeFlags.Const) found.set(node.name.text, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The parts of a template as they are written, and what stands between them. */
function templateText(node: ts.TemplateLiteral, raw: boolean, constants: Constants): string | undefined {
  const own = (part: ts.TemplateLiteralLikeNode): string => (raw ? (part.rawText ?? part.text) : part.text);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return own(node);
  const parts = node.templateSpans.map(({ expression, literal }) => {
    const text = textOf(expression, constants);
    return text === undefined ? undefined : text + own(literal);
  });
  return parts.includes(undefined) ? undefined : own(node.head) + parts.join("");
}

/** The text that an expression is, where constants of the file say it. */
function textOf(node: ts.Expression, constants: Constants): string | undefined {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isTemplateLiteral(node)) return templateText(node, false, constants);
  if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === "String.raw") {
    return templateText(node.template, true, constants);
  }
  const constant = ts.isIdentifier(node) ? constants.get(node.text) : undefined;
  return constant && textOf(constant, constants);
}

function literalOf(node: ts.RegularExpressionLiteral): { readonly source: string; readonly flags: string } {
  const end = node.text.lastIndexOf("/");
  return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
}

/** What a call of `RegExp` makes; undefined where it isn't one, null where it can't be known. */
function constructed(
  node: ts.Node,
  constants: Constants,
): { readonly source: string; readonly flags: string } | null | undefined {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return undefined;
  if (node.expression.getText() !== "RegExp") return undefined;
  const [source, flags] = (node.arguments ?? []).map((argument) => textOf(argument, constants));
  if (source === undefined || (node.arguments?.length === 2 && flags === undefined)) return null;
  return { source, flags: flags ?? "" };
}

/** Finds every regular expression of a file of TypeScript or JavaScript. */
export function expressionsIn(name: string, text: string): Found {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(file);
  const expressions: Expression[] = [];
  const unknown: Unknown[] = [];
  const visit = (node: ts.Node): void => {
    const made = ts.isRegularExpressionLiteral(node) ? literalOf(node) : constructed(node, constants);
    const place = { line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: node.getText() };
    if (made) expressions.push({ ...made, ...place });
    if (made === null) unknown.push(place);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { expressions, unknown };
}

/** A call of Python's `re` whose pattern is a raw string on the same or the next line. */
const PYTHON_CALL = /\bre\.(?:sub|findall|finditer|match|search|fullmatch|compile|split|subn)\(\s*(?:r"([^"\n]*)")?/g;

/** Finds every regular expression of a file of Python; its patterns are such as mean the same in JavaScript. */
export function expressionsInPython(text: string): Found {
  const expressions: Expression[] = [];
  const unknown: Unknown[] = [];
  for (const { 0: call, 1: source, index } of text.matchAll(PYTHON_CALL)) {
    const line = text.slice(0, index).split("\n").length;
    if (source === undefined) unknown.push({ line, text: call });
    else expressions.push({ source, flags: "", line, text: call });
  }
  return { expressions, unknown };
}
