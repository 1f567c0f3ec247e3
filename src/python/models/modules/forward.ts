import type { Reason } from "../../../formats/index";
import { tensorsIn, valuesOf } from "../values/arguments";
import { methodOf } from "../values/classes";
import type { Call, Run } from "../values/run";
import { OTHER_INPUT, type Trace } from "../values/trace";
import type { Module, Tensor, Value } from "../values/values";
import { frameworkOf } from "./frameworks";
import { callOnNodes } from "./graph-calls";
import { addStep } from "./steps";
import { WEIGHTLESS } from "./weightless";

function nameOf(run: Run, trace: Trace, module: Module): string {
  const made = run.textOf(module.node.firstChild ?? module.node);
  // The path of the whole model is empty.
  return trace.names.get(module) || (module.class?.name ?? made.slice(0, 40));
}

/** Whether eval() of the model reaches a module: not one that the forward makes, or that a plain list holds. */
const isHeld = ({ names }: Trace, module: Module): boolean => names.get(module)?.includes("[") === false;

/** A call of a module in a forward pass, with the values that enter it. */
interface TracedCall extends Call {
  readonly trace: Trace;
  readonly tensors: readonly Tensor[];
}

/** One layer as a step: weights that run twice aren't two layers. */
function layerStep({ run, trace, tensors, passed, node }: TracedCall, module: Module): Value {
  const facts = module.facts!;
  const framework = frameworkOf(run, module);
  const name = nameOf(run, trace, module);
  if (trace.called.has(module) && !WEIGHTLESS.test(facts.kind)) trace.break(node, { code: "runs_twice", name });
  trace.called.add(module);
  const output = addStep(run, name, framework.asCalled(facts, passed, isHeld(trace, module)), tensors, node);
  if (module.then) return addStep(run, `${name}.activation`, module.then, [output], node);
  return framework.givesParts(facts.kind) ? { ...output, parts: true } : output;
}

/** Follows a module on a value: a layer is a step, a container its layers in order, an object its forward. */
function follow(call: TracedCall, module: Module): Value {
  const { run, trace, passed, node } = call;
  if (module.maybe !== undefined) trace.break(node, module.maybe);
  if (module.open !== undefined) trace.break(node, module.open);
  if (module.form === "layer") return layerStep(call, module);
  const framework = frameworkOf(run, module);
  const forward = module.class && methodOf(module.class, framework.forward);
  if (forward) {
    return run.call({ type: "bound", callable: forward, self: module }, framework.toForward(forward, passed), node);
  }
  const { base } = module;
  if (base) return run.deeper(() => follow(call, base), OTHER_INPUT);
  return followChildren(call, module);
}

/** The layers of a container in order, each on what the one before it gives. */
function followChildren(call: TracedCall, module: Module): Value {
  const { run, trace, tensors, passed, node } = call;
  const name = nameOf(run, trace, module);
  let value: Value = tensors[0] ?? OTHER_INPUT;
  const named = frameworkOf(run, module).toLayers(passed);
  if (tensors.length > 1) trace.break(node, { code: "several_values", name });
  const why = whyUnordered(module, name);
  for (const child of module.children.values()) {
    if (why !== undefined) trace.break(node, why);
    run.spend(1);
    const inside: TracedCall = {
      ...call,
      tensors: tensorsIn(run, [value]),
      passed: { positional: [{ value, node }], named },
    };
    value = run.deeper(() => follow(inside, child), value);
  }
  if (why !== undefined) trace.break(node, why);
  return value;
}

/** Why what is in a module need not run in its order; undefined where it does. */
function whyUnordered(module: Module, name: string): Reason | undefined {
  if (module.form === "object") return { code: "forward_elsewhere", name };
  return module.form === "sequential" ? module.open : { code: "not_callable", name };
}

/** `module(x)`. */
export function callModule(call: Call, module: Module): Value {
  const { run, passed } = call;
  const { trace } = run;
  if (!trace) return callOnNodes(call, module);
  const tensors = tensorsIn(run, valuesOf(passed));
  return follow({ ...call, trace, tensors: tensors.length > 0 ? tensors : [OTHER_INPUT] }, module);
}
