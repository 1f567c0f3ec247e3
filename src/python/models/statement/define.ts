import type { SyntaxNode } from "@lezer/common";
import { argumentsOf } from "../expression/arguments";
import { parametersOf } from "../expression/parameters";
import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import { Names } from "../values/scope";
import type { Class, Scope, Value } from "../values/values";

const nameOf = (run: Run, node: SyntaxNode): string | undefined => {
  const name = node.getChild("VariableName");
  return name ? run.textOf(name) : undefined;
};

/** `def f(…):`; its body is followed when it is called. */
export function defineFunction(
  run: Run,
  node: SyntaxNode,
  scope: Scope,
  decorators: readonly string[],
  owner?: Class,
): void {
  const name = nameOf(run, node);
  const list = node.getChild("ParamList");
  const body = node.getChild("Body");
  if (name === undefined || !body) return;
  // A method sees what is outside its class, not the names of the class.
  const outside = owner ? scope.outer : scope;
  const parameters = list ? parametersOf(run, list, scope) : [];
  run.spend(COSTS.map + COSTS.entry * parameters.length);
  const callable = { type: "function", name, node, parameters, body, scope: outside, decorators } as const;
  const made = owner ? { ...callable, owner } : callable;
  scope.set(name, made);
  if (!owner) run.defined.push(made);
}

/** More than anybody writes above one function. */
const MOST_DECORATORS = 20;

/** What is written above a function or class, without the at sign. */
export const decoratorsOf = (run: Run, node: SyntaxNode): string[] =>
  node
    .getChildren("Decorator")
    .slice(-MOST_DECORATORS)
    .map((one) => run.textOf(one).slice(1).trim());

/** The annotated names of a class body, which a dataclass takes as arguments. */
function fieldsOf(run: Run, body: SyntaxNode): string[] {
  return body.getChildren("AssignStatement").flatMap((node) => {
    const [target, type] = run.childrenOf(node);
    return target?.name === "VariableName" && type?.name === "TypeDef" ? [run.textOf(target)] : [];
  });
}

/** `class A(B):`; its methods are followed when they are called. */
export function defineClass(run: Run, node: SyntaxNode, scope: Scope, decorators: readonly string[]): void {
  const name = nameOf(run, node);
  const body = node.getChild("Body");
  if (name === undefined || !body) return;
  const list = node.getChild("ArgList");
  const bases = list ? argumentsOf(run, list, scope).positional.map(({ value }) => value) : [];
  const inner = new Names<Value>(scope);
  run.spend(COSTS.module);
  const cls: Class = {
    type: "class",
    name,
    node,
    bases,
    scope: inner,
    decorators,
    fields: fieldsOf(run, body),
  };
  scope.set(name, cls);
  run.defined.push(cls);
  for (const child of run.childrenOf(body)) member(run, child, cls);
}

function member(run: Run, node: SyntaxNode, cls: Class): void {
  const decorated = node.name === "DecoratedStatement";
  const inner = decorated ? node.lastChild : node;
  const decorators = decorated ? decoratorsOf(run, node) : [];
  if (inner?.name === "FunctionDefinition") defineFunction(run, inner, cls.scope, decorators, cls);
  else if (inner?.name === "ClassDefinition") {
    run.deeper(() => defineClass(run, inner, cls.scope, decorators), undefined);
  } else run.statement(node, cls.scope);
}
