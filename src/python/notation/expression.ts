import type { SyntaxNode } from "@lezer/common";
import {
  CONSTANTS,
  converted,
  literal,
  MOST_FACTORS,
  OPERATORS,
  power,
  stringOf,
  type Value,
} from "../syntax/arithmetic";
import { callOf, childrenOf, textOf, type Source } from "../syntax/tree";
import { stoppedAt } from "./errors";
import { DEEPEST } from "./source";

/** Names that stand for values: assignments of the same text. */
export type Names = ReadonlyMap<string, Value>;

/** Reads the expressions of one source; nothing is executed. */
class Reader {
  constructor(
    private readonly source: Source,
    private readonly names: Names,
  ) {}

  value(node: SyntaxNode, depth: number): Value {
    const text = textOf(this.source, node);
    switch (node.name) {
      case "Number":
        return this.number(node, literal(text));
      case "Boolean":
        return text === "True";
      case "None":
        return null;
      case "String":
        return stringOf(text) ?? this.stop(node, "write a plain string without prefix or backslash");
      case "ParenthesizedExpression":
      case "UnaryExpression":
      case "BinaryExpression":
        if (depth > DEEPEST) return this.stop(node, `this is nested deeper than ${DEEPEST}: write a number`);
        return this.compound(node, depth + 1);
      case "CallExpression":
        return this.conversion(node, depth + 1);
      default:
        return this.name(node, text);
    }
  }

  private compound(node: SyntaxNode, depth: number): Value {
    const [first, second, third] = childrenOf(node).filter(({ name }) => name !== "Comment");
    if (node.name === "ParenthesizedExpression" && second) return this.value(second, depth);
    if (node.name === "UnaryExpression" && first && second) {
      const sign = { "+": 1, "-": -1 }[textOf(this.source, first)];
      if (sign !== undefined) return sign * this.arithmetic(second, depth);
    }
    if (first && second && third) {
      const operator = OPERATORS[textOf(this.source, second)];
      if (operator) return this.operate(third, operator, first, depth);
    }
    return this.stop(node, "only + - * / // % and ** are calculated: write the number");
  }

  private operate(right: SyntaxNode, operator: (a: number, b: number) => number, left: SyntaxNode, depth: number) {
    const [a, b] = [this.arithmetic(left, depth), this.arithmetic(right, depth)];
    if (b === 0 && !Number.isFinite(operator(1, b))) return this.stop(right, "this divides by zero");
    const value = operator(a, b);
    if (operator === power && Number.isNaN(value)) {
      return this.stop(
        right,
        `this exponent isn't calculated: write a whole number up to ${MOST_FACTORS}, or the result`,
      );
    }
    return this.number(right, value);
  }

  private arithmetic(node: SyntaxNode, depth: number): number {
    const value = this.value(node, depth);
    return typeof value === "number" ? value : this.stop(node, "a number is expected here");
  }

  private conversion(node: SyntaxNode, depth: number): number {
    const call = callOf(this.source, node);
    const [argument, more] = call?.arguments ?? [];
    if (call && argument && !more && !argument.name && !argument.star && depth <= DEEPEST) {
      const value = converted(call.name, this.value(argument.value, depth));
      if (value !== undefined) return value;
    }
    return this.stop(node, "calls aren't executed: write the value");
  }

  private name(node: SyntaxNode, text: string): Value {
    const value = this.names.get(text);
    if (value !== undefined) return value;
    const constant = /^(?:math|np|numpy|torch)\.(inf|nan|pi|e)$/.exec(text)?.[1];
    if (constant !== undefined) return CONSTANTS[constant]!;
    return this.stop(node, "the value isn't known: write a number, or assign the name above");
  }

  private number(node: SyntaxNode, value: number): number {
    return Number.isNaN(value) ? this.stop(node, "this isn't a real number: write one, 0.4 or 1e-3") : value;
  }

  private stop(node: SyntaxNode, remedy: string): never {
    throw stoppedAt(this.source.text, node.from, remedy, "", node.to);
  }
}

/**
 * The value of a literal, of a name assigned before, or of arithmetic on them; nothing is executed.
 *
 * @throws {NotationError} where the value isn't known from the text.
 */
export function evaluate(source: Source, node: SyntaxNode, names: Names): Value {
  return new Reader(source, names).value(node, 0);
}
