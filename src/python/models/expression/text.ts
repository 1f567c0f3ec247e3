import type { SyntaxNode } from "@lezer/common";
import { stringOf } from "../../syntax/arithmetic";
import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import { known, type Value, type Scope } from "../values/values";

/** Longer texts name nothing. */
const LONGEST_TEXT = 10_000;

/** A text that is made of others; undefined where it is too long to be a name. */
export function joined(run: Run, pieces: readonly string[]): string | undefined {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length > LONGEST_TEXT) return undefined;
  run.spend(length >> 4);
  return pieces.join("");
}

/** A string literal; one with a backslash is not read. */
export function plainString(run: Run, node: SyntaxNode): Value {
  if (node.to - node.from > LONGEST_TEXT) return run.notKnown(node);
  const text = stringOf(run.textOf(node).replace(/^[rRuU](?=["'])/, ""));
  run.spend(COSTS.literal);
  return text === undefined ? run.notKnown(node) : known(text, { from: node.from, to: node.to });
}

/** What str() of a known value is; undefined where it is not known, or would take Python's own float format. */
export function textOfValue(value: Value): string | undefined {
  if (value.type !== "known") return undefined;
  if (typeof value.value === "boolean") return value.value ? "True" : "False";
  if (value.value === null) return "None";
  if (typeof value.value === "number" && !Number.isSafeInteger(value.value)) return undefined;
  return String(value.value);
}

/** f"fc{i}": its pieces of text, and its replacements where they are known and without a format. */
function filledIn(run: Run, node: SyntaxNode, scope: Scope): string | undefined {
  const source = run.textOf(node);
  const quote = /^[fF](["'])(?!\1)/.exec(source)?.[1];
  if (quote === undefined || source.includes("\\") || /\{\{|\}\}/.test(source)) return undefined;
  const texts: string[] = [];
  let at = node.from + 2;
  for (const replacement of node.getChildren("FormatReplacement")) {
    const [, expression, end] = run.childrenOf(replacement);
    const value = expression && end?.name === "}" ? textOfValue(run.evaluate(expression, scope)) : undefined;
    if (value === undefined) return undefined;
    texts.push(run.source.text.slice(at, replacement.from), value);
    at = replacement.to;
  }
  return joined(run, [...texts, run.source.text.slice(at, node.to - 1)]);
}

/** A format string, or strings after one another. */
export function formatted(run: Run, node: SyntaxNode, scope: Scope): Value {
  if (node.name === "FormatString") {
    const text = filledIn(run, node, scope);
    return text === undefined ? run.notKnown(node) : known(text);
  }
  const texts = run.childrenOf(node).map((part) => textOfValue(run.evaluate(part, scope)));
  const text = texts.every((part) => part !== undefined) ? joined(run, texts) : undefined;
  return text === undefined ? run.notKnown(node) : known(text);
}
