import type { Reason } from "../../../formats/index";
import { callModule } from "../modules/forward";
import { foreignNode, nodesIn } from "../modules/nodes";
import { foreignStep } from "../modules/steps";
import { tensorsIn, valuesOf } from "../values/arguments";
import { COSTS } from "../values/budget";
import { methodOf } from "../values/classes";
import type { Call, Outcome, Run } from "../values/run";
import { Names } from "../values/scope";
import { known, type Callable, type Partial, type Value } from "../values/values";
import { bind } from "./bind";
import { callExternal } from "./external";
import { instantiate, noteCall } from "./instantiate";
import { callMethod } from "./methods";

/** What a function of this file returns for its parameters' values. */
function runBody(run: Run, callable: Callable, values: ReadonlyMap<string, Value>, self?: Value): Value {
  const scope = new Names<Value>(callable.scope);
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

function invoke({ run, passed, node }: Call, callable: Callable, self?: Value): Value {
  const values = bind(run, callable.parameters, passed, callable.scope);
  noteCall(run, callable, values);
  return run.guarded(callable, () => runBody(run, callable, values, self ?? passed.positional[0]?.value), node);
}

/** `functools.partial`: what was passed before comes first. */
function callPartial({ run, passed, node }: Call, { callee, passed: before }: Partial): Value {
  run.spend(before.positional.length + COSTS.entry * before.named.size);
  const positional = [...before.positional, ...passed.positional];
  return run.call(callee, { ...passed, positional, named: new Map([...before.named, ...passed.named]) }, node);
}

/** The call of what is not known: of values of a model it makes something, all the same. */
function callUnknown({ run, passed, node }: Call): Value {
  const [tensors, nodes] = [tensorsIn(run, valuesOf(passed)), nodesIn(run, valuesOf(passed))];
  const name = run.textOf(node.firstChild ?? node);
  const why: Reason = { code: "callee_not_known", name };
  if (nodes.length > 0) return foreignNode(run, name, nodes, node, why);
  return run.trace && tensors.length > 0 ? foreignStep(run, name, tensors, node, why) : run.notKnown(node);
}

/** The call of any value, as far as the source says what it does. */
export function callValue(call: Call, callee: Value): Value {
  const { run, passed, node } = call;
  switch (callee.type) {
    case "external":
      return callExternal(call, callee.path);
    case "function":
      return invoke(call, callee);
    case "bound": {
      const positional = [{ value: callee.self, node }, ...passed.positional];
      return invoke({ ...call, passed: { ...passed, positional } }, callee.callable, callee.self);
    }
    case "class":
      return instantiate(call, callee);
    case "method":
      return callMethod(call, callee);
    case "partial":
      return callPartial(call, callee);
    case "module":
      return callModule(call, callee);
    case "instance": {
      const method = callee.class && methodOf(callee.class, "__call__");
      return method ? callValue(call, { type: "bound", callable: method, self: callee }) : run.notKnown(node);
    }
    case "dictionary":
    case "known":
    case "list":
    case "node":
    case "super":
    case "tensor":
    case "training":
    case "unknown":
      return callUnknown(call);
  }
}
