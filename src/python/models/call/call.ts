import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../budget";
import type { Arguments, Outcome, Run } from "../run";
import { foreignNode, nodesIn } from "../keras/nodes";
import { foreignStep } from "../pytorch/functional";
import { callModule } from "../pytorch/forward";
import { known, type Callable, type Value } from "../values";
import { Scope } from "../scope";
import { tensorsIn, valuesOf } from "./arguments";
import { callExternal } from "./external";
import { instantiate, methodOf, noteCall } from "./instantiate";
import { callMethod } from "./methods";
import { bind } from "./parameters";

/** What a function of this file returns for its parameters' values. */
function runBody(run: Run, callable: Callable, values: ReadonlyMap<string, Value>, self?: Value): Value {
  const scope = new Scope(callable.scope);
  run.spend(COSTS.scope + COSTS.entry * values.size);
  for (const [name, value] of values) scope.set(name, value);
  if (callable.owner && self) {
    scope.set("__class__", callable.owner);
    scope.set("__self__", self);
  }
  if (callable.body.name !== "Body") return run.evaluate(callable.body, scope);
  const follow = (): Outcome => run.execute(callable.body, scope);
  // That evaluation returns early is so inside this function alone.
  const outcome = run.trace ? run.trace.keepingMode(follow) : follow();
  return outcome?.type === "return" ? outcome.value : known(null);
}

function invoke(run: Run, callable: Callable, passed: Arguments, node: SyntaxNode, self?: Value): Value {
  const values = bind(run, callable.parameters, passed, callable.scope);
  noteCall(run, callable, values);
  return run.guarded(callable, () => runBody(run, callable, values, self ?? passed.positional[0]?.value), node);
}

/** The call of any value, as far as the source says what it does. */
export function call(run: Run, callee: Value, passed: Arguments, node: SyntaxNode): Value {
  switch (callee.type) {
    case "external":
      return callExternal(run, callee.path, passed, node);
    case "function":
      return invoke(run, callee, passed, node);
    case "bound": {
      const positional = [{ value: callee.self, node }, ...passed.positional];
      return invoke(run, callee.callable, { ...passed, positional }, node, callee.self);
    }
    case "class":
      return instantiate(run, callee, passed, node);
    case "method":
      return callMethod(run, callee, passed, node);
    case "partial": {
      const { passed: before } = callee;
      run.spend(before.positional.length + COSTS.entry * before.named.size);
      const positional = [...before.positional, ...passed.positional];
      return run.call(
        callee.callee,
        { ...passed, positional, named: new Map([...before.named, ...passed.named]) },
        node,
      );
    }
    case "module":
      return callModule(run, callee, passed, node);
    case "instance": {
      const method = callee.class && methodOf(callee.class, "__call__");
      return method ? call(run, { type: "bound", callable: method, self: callee }, passed, node) : run.notKnown(node);
    }
    case "dictionary":
    case "known":
    case "list":
    case "node":
    case "super":
    case "tensor":
    case "training":
    case "unknown": {
      const [tensors, nodes] = [tensorsIn(run, valuesOf(passed)), nodesIn(run, valuesOf(passed))];
      const name = run.textOf(node.firstChild ?? node);
      const why: Reason = { code: "callee_not_known", name };
      if (nodes.length > 0) return foreignNode(run, name, nodes, node, why);
      return run.trace && tensors.length > 0 ? foreignStep(run, name, tensors, node, why) : run.notKnown(node);
    }
  }
}
