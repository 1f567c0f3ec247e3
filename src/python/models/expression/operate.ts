import type { SyntaxNode } from "@lezer/common";
import { OPERATORS } from "../../syntax/arithmetic";
import { makeNode, nodesIn } from "../modules/nodes";
import { ARITHMETIC, combined, kindOfOperator } from "../modules/tensor";
import { spanOf } from "../values/facts";
import { itemsOfValue, keyOf, made, MOST_ITEMS } from "../values/items";
import type { Run } from "../values/run";
import {
  inTraining,
  isDefinition,
  isNone,
  isTrainingOnly,
  known,
  numberOf,
  stringOf,
  truthOf,
  type List,
  type Node,
  type Value,
  type Scope,
} from "../values/values";
import { joined, textOfValue } from "./text";

/** -x, +x, not x. */
export function unary(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [sign, operand] = run.childrenOf(node).filter(({ name }) => name !== "Comment");
  if (!sign || !operand) return run.notKnown(node);
  const value = run.evaluate(operand, scope);
  const number = numberOf(value);
  if (sign.name === "not") {
    if (value.type === "training") return { type: "training", negated: !value.negated };
    const truth = truthOf(value);
    return truth === undefined ? run.notKnown(node) : known(!truth);
  }
  if (value.type === "tensor") return combined(run, run.textOf(sign), [value], node);
  if (number === undefined || sign.name !== "ArithOp") return run.notKnown(node);
  return known(run.textOf(sign) === "-" ? -number : number, { from: node.from, to: node.to });
}

/** Tuples that are compared are sizes and strides. */
const MOST_COMPARED = 64;

function sameLists(run: Run, a: List, b: List, depth: number): boolean | undefined {
  if (a.open !== undefined || b.open !== undefined) return undefined;
  if (a.items.length !== b.items.length) return false;
  if (a.items.length > MOST_COMPARED) return undefined;
  run.spend(a.items.length);
  const items = a.items.map((item, index) => same(run, item, b.items[index]!, depth));
  return items.includes(false) ? false : items.includes(undefined) ? undefined : true;
}

/** Whether two values are the same one; undefined where that is not known. */
function same(run: Run, a: Value, b: Value, depth = 0): boolean | undefined {
  if (a.type === "known" && b.type === "known") return a.value === b.value;
  if (a.type === "unknown" || b.type === "unknown") return undefined;
  if (a.type === "list" && b.type === "list") return depth < 3 ? sameLists(run, a, b, depth + 1) : undefined;
  if (isNone(a) || isNone(b)) {
    const other = isNone(a) ? b : a;
    if (other.type === "external") return isDefinition(other) ? false : undefined;
    return other.type === "module" && other.maybe !== undefined ? undefined : false;
  }
  if (a.type === "external" && b.type === "external" && a.path === b.path) return true;
  return a === b ? true : undefined;
}

function contains(run: Run, item: Value, container: Value): boolean | undefined {
  const key = keyOf(item);
  if (key === undefined) return undefined;
  if (container.type === "dictionary") return container.entries.has(key) || (container.open ? undefined : false);
  const text = stringOf(container);
  if (text !== undefined) {
    // At worst each letter is compared with each.
    run.spend((text.length * key.length) >> 6);
    return text.includes(key);
  }
  const list = itemsOfValue(run, container);
  if (!list) return undefined;
  run.spend(list.items.length);
  if (list.items.some((one) => keyOf(one) === key)) return true;
  return list.open === undefined && list.items.every((one) => keyOf(one) !== undefined) ? false : undefined;
}

function compared(run: Run, operator: string, a: Value, b: Value): boolean | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  const inverse = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);
  switch (operator) {
    case "==":
    case "is":
      return same(run, a, b);
    case "!=":
    case "is not":
      return inverse(same(run, a, b));
    case "in":
      return contains(run, a, b);
    case "not in":
      return inverse(contains(run, a, b));
  }
  if (x === undefined || y === undefined) return undefined;
  return { "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y }[operator];
}

/** Arithmetic on what is known: numbers, texts and lists. */
function calculated(run: Run, operator: string, a: Value, b: Value): Value | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  const result = x === undefined || y === undefined ? undefined : OPERATORS[operator]?.(x, y);
  if (result !== undefined) return Number.isFinite(result) ? known(result) : undefined;
  const text = stringOf(a);
  const other = stringOf(b);
  if (operator === "+" && text !== undefined && other !== undefined) return textOf(joined(run, [text, other]));
  if (operator === "%" && text !== undefined) return textOf(filled(run, text, textOfValue(b)));
  if (operator === "+" && a.type === "list" && b.type === "list") {
    if (a.items.length + b.items.length > MOST_ITEMS) return undefined;
    return made(run, [...a.items, ...b.items], a.tuple, a.open ?? b.open);
  }
  const [list, times] = a.type === "list" ? [a, y] : [b, x];
  return operator === "*" && list.type === "list" && times !== undefined ? repeated(run, list, times) : undefined;
}

const textOf = (text: string | undefined): Value | undefined => (text === undefined ? undefined : known(text));

/** `"conv%d" % 3`. */
function filled(run: Run, text: string, value: string | undefined): string | undefined {
  const [before, after, more] = text.split("%", 3);
  if (value === undefined || before === undefined || more !== undefined || !/^[ds]/.test(after ?? "")) return undefined;
  return joined(run, [before, value, after!.slice(1)]);
}

/** `[layer] * 3`. */
function repeated(run: Run, list: List, times: number): Value | undefined {
  const { items, tuple, open } = list;
  // Nothing, however often: Infinity times nothing isn't a number.
  const length = items.length === 0 ? 0 : items.length * times;
  if (times < 0 || length > MOST_ITEMS) return undefined;
  const rounds = length === 0 ? 0 : Math.trunc(times);
  return made(run, Array.from({ length: rounds }, () => items).flat(), tuple, open);
}

/** Whether a condition is false in evaluation. */
const holdsInTraining = (value: Value): boolean =>
  (value.type === "training" && !value.negated) || isTrainingOnly(value);

/** `a and b`, `a or b`: the operand that decides, where that is known. */
function logical(run: Run, isAnd: boolean, left: Value, right: SyntaxNode, scope: Scope): Value {
  const truth = truthOf(left);
  if (truth !== undefined) return truth === isAnd ? run.evaluate(right, scope) : left;
  const second = run.evaluate(right, scope);
  const decides = truthOf(second);
  if (decides !== undefined && decides !== isAnd) return known(decides);
  if (left.type === "training" && decides === isAnd) return left;
  const value = run.notKnown(right.parent ?? right);
  return isAnd && [left, second].some(holdsInTraining) ? inTraining(value) : value;
}

/** The two sides of an operator, and the operator. */
export function binary(run: Run, node: SyntaxNode, scope: Scope): Value {
  const parts = run.childrenOf(node).filter(({ name }) => name !== "Comment");
  const [left, right] = [parts[0], parts.at(-1)];
  if (!left || !right || parts.length < 3) return run.notKnown(node);
  const operator = parts
    .slice(1, -1)
    .map((part) => run.textOf(part))
    .join(" ");
  const a = run.evaluate(left, scope);
  if (operator === "and" || operator === "or") return logical(run, operator === "and", a, right, scope);
  return operated(run, operator, a, run.evaluate(right, scope), node);
}

/** Arithmetic with values of Keras's functional API. */
function operatedNodes(run: Run, operator: string, from: readonly Node[], node: SyntaxNode): Value {
  const facts = { kind: kindOfOperator(operator), ...spanOf(node), parameters: {}, reasons: [ARITHMETIC] };
  return makeNode(run, { name: operator, call: node, from, shape: from[0]?.shape, facts });
}

/** `a operator b`, of values that are evaluated. */
export function operated(run: Run, operator: string, a: Value, b: Value, node: SyntaxNode): Value {
  const tensors = [a, b].filter((value) => value.type === "tensor");
  if (tensors.length > 0 && !/^(is|in|not in|is not)$/.test(operator)) return combined(run, operator, tensors, node);
  if (nodesIn(run, [a, b]).length > 0) return operatedNodes(run, operator, nodesIn(run, [a, b]), node);
  const truth = compared(run, operator, a, b);
  if (truth !== undefined) return known(truth);
  if (operator === "*" && [a, b].some(holdsInTraining)) return inTraining(holdsInTraining(a) ? b : a);
  return calculated(run, operator, a, b) ?? run.notKnown(node);
}
