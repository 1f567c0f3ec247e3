import type { SyntaxNode } from "@lezer/common";
import { OPERATORS } from "../../syntax/arithmetic";
import { childrenOf } from "../../syntax/tree";
import { spanOf } from "../facts";
import { makeNode, nodesIn } from "../keras/nodes";
import { itemsOfValue, keyOf, MOST_ITEMS } from "../items";
import type { Run } from "../run";
import type { Scope } from "../scope";
import {
  inTraining,
  isDefinition,
  isNone,
  isTrainingOnly,
  known,
  listOf,
  numberOf,
  stringOf,
  truthOf,
  type List,
  type Node,
  type Value,
} from "../values";
import { ARITHMETIC, combined, kindOfOperator } from "../pytorch/tensor";
import { textOfValue } from "./text";

/** -x, +x, not x. */
export function unary(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [sign, operand] = childrenOf(node).filter(({ name }) => name !== "Comment");
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

function sameLists(a: List, b: List, depth: number): boolean | undefined {
  if (a.open !== undefined || b.open !== undefined) return undefined;
  if (a.items.length !== b.items.length) return false;
  if (a.items.length > MOST_COMPARED) return undefined;
  const items = a.items.map((item, index) => same(item, b.items[index]!, depth));
  return items.includes(false) ? false : items.includes(undefined) ? undefined : true;
}

/** Whether two values are the same one; undefined where that is not known. */
function same(a: Value, b: Value, depth = 0): boolean | undefined {
  if (a.type === "known" && b.type === "known") return a.value === b.value;
  if (a.type === "unknown" || b.type === "unknown") return undefined;
  if (a.type === "list" && b.type === "list") return depth < 3 ? sameLists(a, b, depth + 1) : undefined;
  if (isNone(a) || isNone(b)) {
    const other = isNone(a) ? b : a;
    if (other.type === "external") return isDefinition(other) ? false : undefined;
    return other.type === "module" && other.maybe !== undefined ? undefined : false;
  }
  if (a.type === "external" && b.type === "external" && a.path === b.path) return true;
  return a === b ? true : undefined;
}

function contains(item: Value, container: Value): boolean | undefined {
  const key = keyOf(item);
  if (key === undefined) return undefined;
  if (container.type === "dictionary") return container.entries.has(key) || (container.open ? undefined : false);
  const text = stringOf(container);
  if (text !== undefined) return text.includes(key);
  const list = itemsOfValue(container);
  if (!list) return undefined;
  if (list.items.some((one) => keyOf(one) === key)) return true;
  return list.open === undefined && list.items.every((one) => keyOf(one) !== undefined) ? false : undefined;
}

function compared(operator: string, a: Value, b: Value): boolean | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  const inverse = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth);
  switch (operator) {
    case "==":
    case "is":
      return same(a, b);
    case "!=":
    case "is not":
      return inverse(same(a, b));
    case "in":
      return contains(a, b);
    case "not in":
      return inverse(contains(a, b));
  }
  if (x === undefined || y === undefined) return undefined;
  return { "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y }[operator];
}

/** Arithmetic on what is known: numbers, texts and lists. */
function calculated(operator: string, a: Value, b: Value): Value | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  const result = x === undefined || y === undefined ? undefined : OPERATORS[operator]?.(x, y);
  if (result !== undefined) return Number.isFinite(result) ? known(result) : undefined;
  const text = stringOf(a);
  const other = stringOf(b);
  if (operator === "+" && text !== undefined && other !== undefined) {
    return text.length + other.length > MOST_ITEMS ? undefined : known(text + other);
  }
  if (operator === "%" && text !== undefined) {
    const value = textOfValue(b);
    return value !== undefined && /^[^%]*%[ds][^%]*$/.test(text)
      ? known(text.replace(/%[ds]/, () => value))
      : undefined;
  }
  if (operator === "+" && a.type === "list" && b.type === "list") {
    if (a.items.length + b.items.length > MOST_ITEMS) return undefined;
    return listOf([...a.items, ...b.items], a.tuple, a.open ?? b.open);
  }
  const [list, times] = a.type === "list" ? [a, y] : [b, x];
  if (operator !== "*" || list.type !== "list" || times === undefined || times < 0) return undefined;
  if (list.items.length * times > MOST_ITEMS) return undefined;
  return listOf(Array.from({ length: times }, () => list.items).flat(), list.tuple, list.open);
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
  const parts = childrenOf(node).filter(({ name }) => name !== "Comment");
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
  const facts = { kind: kindOfOperator(operator), ...spanOf(node), parameters: {}, reason: ARITHMETIC };
  return makeNode(run, operator, node, from, from[0]?.shape, facts);
}

/** `a operator b`, of values that are evaluated. */
export function operated(run: Run, operator: string, a: Value, b: Value, node: SyntaxNode): Value {
  const tensors = [a, b].filter((value) => value.type === "tensor");
  if (tensors.length > 0 && !/^(is|in|not in|is not)$/.test(operator)) return combined(run, operator, tensors, node);
  if (nodesIn([a, b]).length > 0) return operatedNodes(run, operator, nodesIn([a, b]), node);
  const truth = compared(operator, a, b);
  if (truth !== undefined) return known(truth);
  if (operator === "*" && [a, b].some(holdsInTraining)) return inTraining(holdsInTraining(a) ? b : a);
  return calculated(operator, a, b) ?? run.notKnown(node);
}
