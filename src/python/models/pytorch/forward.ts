import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { tensorsIn, valuesOf } from "../call/arguments";
import { methodOf } from "../call/instantiate";
import { asCalled, withTraining } from "../keras/layers";
import { callLayer } from "../keras/nodes";
import type { Arguments, Run } from "../run";
import { OTHER_INPUT, type Trace } from "../trace";
import type { Facts, Module, Tensor, Value } from "../values";
import { GIVES_PARTS, WEIGHTLESS } from "./classes";
import { addStep } from "./functional";

/** The method that a framework calls. */
export const forwardOf = (module: Module): string => (module.framework === "keras" ? "call" : "forward");

function nameOf(run: Run, trace: Trace, module: Module): string {
  const made = run.textOf(module.node.firstChild ?? module.node);
  // The path of the whole model is empty.
  return trace.names.get(module) || (module.class?.name ?? made.slice(0, 40));
}

/** Whether eval() of the model reaches a module: not one that the forward makes, or that a plain list holds. */
const isHeld = ({ names }: Trace, module: Module): boolean => names.get(module)?.includes("[") === false;

/** What eval() does not reach trains for ever. */
const unheld = (facts: Facts): Facts => (facts.active === "train" ? { ...facts, active: "always" } : facts);

/** One layer as a step: weights that run twice are no two layers. */
function layerStep(
  run: Run,
  trace: Trace,
  module: Module,
  tensors: readonly Tensor[],
  passed: Arguments,
  node: SyntaxNode,
): Value {
  const facts = module.facts!;
  const name = nameOf(run, trace, module);
  if (trace.called.has(module) && !WEIGHTLESS.test(facts.kind)) {
    trace.break(node, { code: "runs_twice", name });
  }
  trace.called.add(module);
  const own = module.framework === "keras" ? asCalled(facts, passed) : isHeld(trace, module) ? facts : unheld(facts);
  const output = addStep(run, name, own, tensors, node);
  if (module.then) return addStep(run, `${name}.activation`, module.then, [output], node);
  return GIVES_PARTS.test(facts.kind) && module.framework === "pytorch" ? { ...output, parts: true } : output;
}

/** Follows a module on a value: a layer is a step, a container its layers in order, an object its forward. */
function follow(
  run: Run,
  trace: Trace,
  module: Module,
  tensors: readonly Tensor[],
  passed: Arguments,
  node: SyntaxNode,
): Value {
  if (module.maybe !== undefined) trace.break(node, module.maybe);
  if (module.open !== undefined) trace.break(node, module.open);
  if (module.form === "layer") return layerStep(run, trace, module, tensors, passed, node);
  const forward = module.class && methodOf(module.class, forwardOf(module));
  if (forward) {
    const all = module.framework === "keras" ? withTraining(forward, passed) : passed;
    return run.call({ type: "bound", callable: forward, self: module }, all, node);
  }
  const { base } = module;
  if (base) return run.deeper(() => follow(run, trace, base, tensors, passed, node), OTHER_INPUT);
  return followChildren(run, trace, module, tensors, passed, node);
}

/** The layers of a container in order, each on what the one before it gives. */
function followChildren(
  run: Run,
  trace: Trace,
  module: Module,
  tensors: readonly Tensor[],
  passed: Arguments,
  node: SyntaxNode,
): Value {
  let value: Value = tensors[0] ?? OTHER_INPUT;
  const named: Arguments["named"] = module.framework === "keras" ? passed.named : new Map();
  if (tensors.length > 1) trace.break(node, { code: "several_values", name: nameOf(run, trace, module) });
  const why = whyUnordered(module, nameOf(run, trace, module));
  for (const child of module.children.values()) {
    if (why !== undefined) trace.break(node, why);
    run.spend(1);
    const inputs = tensorsIn(run, [value]);
    const given: Arguments = { positional: [{ value, node }], named };
    value = run.deeper(() => follow(run, trace, child, inputs, given, node), value);
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
export function callModule(run: Run, module: Module, passed: Arguments, node: SyntaxNode): Value {
  const { trace } = run;
  if (!trace) return callLayer(run, module, passed, node);
  const tensors = tensorsIn(run, valuesOf(passed));
  return follow(run, trace, module, tensors.length > 0 ? tensors : [OTHER_INPUT], passed, node);
}
