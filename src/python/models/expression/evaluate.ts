import type { SyntaxNode } from "@lezer/common";
import { literal } from "../../syntax/arithmetic";
import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import { known, listOf, type Value, type Scope } from "../values/values";
import { argumentsOf } from "./arguments";
import { collection, comprehension, dictionary, dictionaryComprehension } from "./collection";
import { conditional } from "./conditional";
import { conventional } from "./conventional";
import { memberOrItem } from "./member";
import { binary, unary } from "./operate";
import { parametersOf } from "./parameters";
import { formatted, plainString } from "./text";

/** A node's children without comments. */
const partsOf = (run: Run, node: SyntaxNode): SyntaxNode[] =>
  run.childrenOf(node).filter(({ name }) => name !== "Comment");

function number(run: Run, node: SyntaxNode): Value {
  const value = literal(run.textOf(node));
  run.spend(COSTS.literal);
  return Number.isNaN(value) ? run.notKnown(node) : known(value, { from: node.from, to: node.to });
}

function call(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [callee, list] = run.childrenOf(node);
  if (!callee || list?.name !== "ArgList") return run.notKnown(node);
  if (callee.name === "VariableName" && run.textOf(callee) === "super") return superOf(run, node, scope);
  const target = run.evaluate(callee, scope);
  return run.call(target, argumentsOf(run, list, scope), node);
}

/** `super()` in a method, by the class and the first argument that the method's scope holds. */
function superOf(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [owner, self] = [scope.get("__class__"), scope.get("__self__")];
  return owner?.type === "class" && self ? { type: "super", owner, self } : run.notKnown(node);
}

function lambda(run: Run, node: SyntaxNode, scope: Scope): Value {
  const list = node.getChild("ParamList");
  const body = node.lastChild;
  if (!body) return run.notKnown(node);
  const parameters = list ? parametersOf(run, list, scope) : [];
  run.spend(COSTS.map);
  return { type: "function", name: "lambda", node, parameters, body, scope, decorators: [] };
}

function named(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [target, , expression] = partsOf(run, node);
  const value = run.evaluate(expression, scope);
  if (target) run.assign(target, value, scope);
  return value;
}

/** The value of an expression, as far as the source says it; nothing is executed. */
export function evaluate(run: Run, node: SyntaxNode, scope: Scope): Value {
  switch (node.name) {
    case "Number":
      return number(run, node);
    case "Boolean":
      return known(run.textOf(node) === "True", { from: node.from, to: node.to });
    case "None":
      return known(null, { from: node.from, to: node.to });
    case "String":
      return plainString(run, node);
    case "ContinuedString":
    case "FormatString":
      return formatted(run, node, scope);
    case "VariableName":
      return scope.get(run.textOf(node)) ?? conventional(run, node);
    case "ParenthesizedExpression":
    case "AwaitExpression":
      return run.evaluate(partsOf(run, node)[1], scope);
    case "MemberExpression":
      return memberOrItem(run, node, scope);
    case "CallExpression":
      return call(run, node, scope);
    case "UnaryExpression":
      return unary(run, node, scope);
    case "BinaryExpression":
      return binary(run, node, scope);
    case "ConditionalExpression":
      return conditional(run, node, scope);
    case "ArrayExpression":
    case "TupleExpression":
    case "SetExpression":
      return collection(run, node, scope);
    case "ArrayComprehensionExpression":
    case "ComprehensionExpression":
    case "SetComprehensionExpression":
      return comprehension(run, node, scope);
    case "DictionaryExpression":
      return dictionary(run, node, scope);
    case "DictionaryComprehensionExpression":
      return dictionaryComprehension(run, node, scope);
    case "LambdaExpression":
      return lambda(run, node, scope);
    case "NamedExpression":
      return named(run, node, scope);
    case "Ellipsis":
      return listOf([], true);
    default:
      return run.notKnown(node);
  }
}
