import type { SyntaxNode } from "@lezer/common";
import { tensorsIn, valuesOf } from "../call/arguments";
import { methodOf } from "../call/instantiate";
import { trainsAlways } from "../keras/layers";
import { callLayer } from "../keras/nodes";
import type { Arguments, Passed, Run } from "../run";
import { OTHER_INPUT, type Trace } from "../trace";
import type { Callable, Module, Tensor, Value } from "../values";
import { GIVES_PARTS, WEIGHTLESS } from "./classes";
import { addStep } from "./functional";

/** The method that a framework calls. */
export const forwardOf = (module: Module): string => (module.framework === "keras" ? "call" : "forward");

function nameOf(run: Run, trace: Trace, module: Module): string {
  const made = run.textOf(module.node.firstChild ?? module.node);
  // The path of the whole model is empty.
  return trace.names.get(module) || (module.class?.name ?? made.slice(0, 40));
}

/** Keras tells every call inside a model whether it trains, said or not. */
export function withTraining(forward: Callable, passed: Arguments): Arguments {
  const takes = forward.parameters.some(({ name }) => name === "training");
  if (!takes || passed.named.has("training")) return passed;
  const training: Passed = { value: { type: "training", negated: false }, node: forward.node };
  return { ...passed, named: new Map([...passed.named, ["training", training]]) };
}

/** Whether eval() of the model reaches a module: not one that the forward makes, or that a plain list holds. */
const isHeld = ({ names }: Trace, module: Module): boolean => names.get(module)?.includes("[") === false;

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
    trace.break(node, `${name} runs twice, with the same weights`);
  }
  trace.called.add(module);
  const always =
    facts.active === "train" && (module.framework === "keras" ? trainsAlways(passed) : !isHeld(trace, module));
  const output = addStep(run, name, always ? { ...facts, active: "always" } : facts, tensors, node);
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
  if (module.base) return follow(run, trace, module.base, tensors, passed, node);
  let value: Value = tensors[0] ?? OTHER_INPUT;
  if (tensors.length > 1) trace.break(node, `${nameOf(run, trace, module)} takes several values`);
  const why = whyUnordered(module, nameOf(run, trace, module));
  for (const child of module.children.values()) {
    if (why !== undefined) trace.break(node, why);
    const inputs = tensorsIn([value]);
    value = follow(run, trace, child, inputs, { positional: [{ value, node }], named: new Map() }, node);
  }
  if (why !== undefined) trace.break(node, why);
  return value;
}

/** Why what is in a module need not run in its order; undefined where it does. */
function whyUnordered(module: Module, name: string): string | undefined {
  if (module.form === "object") return `how ${name} runs is not in this file`;
  return module.form === "sequential" ? module.open : `${name} cannot be called`;
}

/** `module(x)`. */
export function callModule(run: Run, module: Module, passed: Arguments, node: SyntaxNode): Value {
  const { trace } = run;
  if (!trace) return module.framework === "keras" ? callLayer(run, module, passed, node) : run.notKnown(node);
  const tensors = tensorsIn(valuesOf(passed));
  return follow(run, trace, module, tensors.length > 0 ? tensors : [OTHER_INPUT], passed, node);
}
