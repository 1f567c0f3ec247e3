import type { SyntaxNode } from "@lezer/common";
import { made } from "../values/items";
import type { Outcome, Run } from "../values/run";
import { known, type Value, type Scope } from "../values/values";
import { assignment, update } from "./assign";
import { branch } from "./branch";
import { decoratorsOf, defineClass, defineFunction } from "./define";
import { importNames } from "./imports";
import { forLoop, whileLoop } from "./loop";

/** What `return a, b` gives. */
function returned(run: Run, node: SyntaxNode, scope: Scope): Value {
  const values = run
    .childrenOf(node)
    .filter(({ name }) => !["return", ",", "Comment"].includes(name))
    .map((value) => run.evaluate(value, scope));
  const [first, ...more] = values;
  if (!first) return known(null);
  return more.length === 0 ? first : made(run, values, true);
}

/** The bodies of `with` and `try`, which run one after the other as far as they end normally. */
function bodies(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  // What runs after an exception is not followed.
  const parts = run.childrenOf(node).filter(({ name }, index, all) => name === "Body" && !afterExcept(all, index));
  for (const body of parts) {
    const outcome = run.execute(body, scope);
    if (outcome) return outcome;
  }
  return undefined;
}

/** Whether the body at `index` belongs to an except clause. */
function afterExcept(all: readonly SyntaxNode[], index: number): boolean {
  for (let at = index - 1; at >= 0; at--) {
    const name = all[at]!.name;
    if (name === "except") return true;
    if (["Body", "try", "finally", "else", "with"].includes(name)) return false;
  }
  return false;
}

function withStatement(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  const parts = run.childrenOf(node);
  parts.forEach((part, index) => {
    if (["with", "as", ",", "Body", "async", "(", ")", "Comment"].includes(part.name)) return;
    if (parts[index - 1]?.name === "as") run.assign(part, run.notKnown(part), scope);
    else run.evaluate(part, scope);
  });
  return bodies(run, node, scope);
}

/** Follows one statement, as far as it matters to layers. */
export function statement(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  switch (node.name) {
    case "ImportStatement":
      importNames(run, node, scope);
      return undefined;
    case "AssignStatement":
      assignment(run, node, scope);
      return undefined;
    case "UpdateStatement":
      update(run, node, scope);
      return undefined;
    case "ExpressionStatement":
      for (const child of run.childrenOf(node)) if (child.name !== "Comment") run.evaluate(child, scope);
      return undefined;
    case "StatementGroup":
      return run.execute(node, scope);
    case "FunctionDefinition":
    case "ClassDefinition":
    case "DecoratedStatement":
      return definition(run, node, scope);
    case "IfStatement":
      return branch(run, node, scope);
    case "ForStatement":
      return forLoop(run, node, scope);
    case "WhileStatement":
      return whileLoop(run, node, scope);
    case "WithStatement":
      return withStatement(run, node, scope);
    case "TryStatement":
      return bodies(run, node, scope);
    case "ReturnStatement":
      return { type: "return", value: returned(run, node, scope) };
    case "RaiseStatement":
      return { type: "raise" };
    case "BreakStatement":
      return { type: "break" };
    case "ContinueStatement":
      return { type: "continue" };
    default:
      return undefined;
  }
}

function definition(run: Run, node: SyntaxNode, scope: Scope): Outcome {
  const decorated = node.name === "DecoratedStatement";
  const decorators = decorated ? decoratorsOf(run, node) : [];
  const inner = decorated ? node.lastChild : node;
  if (inner?.name === "ClassDefinition") defineClass(run, inner, scope, decorators);
  else if (inner?.name === "FunctionDefinition") defineFunction(run, inner, scope, decorators);
  return undefined;
}

/** Follows the statements of a body until one leaves it. */
export function execute(run: Run, body: SyntaxNode, scope: Scope): Outcome {
  for (let node = body.firstChild; node; node = node.nextSibling) {
    const outcome = run.statement(node, scope);
    if (outcome) return outcome;
  }
  return undefined;
}
