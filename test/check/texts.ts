import * as ts from "typescript";

/** A text that a person may read, with the line on which it begins, counted from 1. */
export interface Text {
  readonly line: number;
  readonly text: string;
}

/** What stands in a text for what only a run of the program knows. */
const HOLE = "…";

/** The text of a string or a template; undefined for any other node. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join("");
}

/** The name of a module, or of one of several values: nobody reads it. */
const isName = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node);

/** Every string and template of a file of TypeScript; comments and names of modules aside. */
export function textsIn(name: string, source: string): readonly Text[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (isName(node)) return;
    const text = textOf(node);
    if (text !== undefined) found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Every line of a file that a person reads as it is; in Markdown, code aside. */
export function linesIn(name: string, source: string): readonly Text[] {
  let inCode = false;
  return source.split("\n").flatMap((text, index) => {
    if (!name.endsWith(".md")) return [{ line: index + 1, text }];
    const isFence = text.trimStart().startsWith("```");
    if (isFence) inCode = !inCode;
    return isFence || inCode ? [] : [{ line: index + 1, text: text.replace(/`[^`]*`/g, HOLE) }];
  });
}
