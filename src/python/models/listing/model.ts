import type { SourceLayer, SourceModel } from "../../../formats/index";
import { frameworkOf } from "../modules/frameworks";
import { fillInputs, unitsOf } from "../modules/shape";
import { tensorsIn } from "../values/arguments";
import { TOO_LONG, type Within } from "../values/budget";
import { methodOf } from "../values/classes";
import { spanOf } from "../values/facts";
import { containerOf } from "../values/items";
import type { Passed, Run } from "../values/run";
import { INPUT, OTHER_INPUT, Trace } from "../values/trace";
import type { Value, Callable, Module } from "../values/values";
import { graphModel } from "./graph";
import { namesBelow } from "./names";

/** What a forward pass takes: a value, and another for every further parameter without a default. */
function inputsOf(forward: Callable, node: Module["node"]): Passed[] {
  const needed = forward.parameters.slice(1).filter(({ name, star, standard, keywordOnly }, index) => {
    return star === "" && !keywordOnly && name !== "training" && (index === 0 || standard === undefined);
  });
  return needed.map((_, index) => ({ value: index === 0 ? INPUT : OTHER_INPUT, node }));
}

/** Runs the forward pass of a model on paper. */
function passThrough(run: Run, module: Module): Value {
  const framework = frameworkOf(run, module);
  const forward = module.class && methodOf(module.class, framework.forward);
  const { node } = module;
  if (!forward) return run.call(module, { positional: [{ value: INPUT, node }], named: new Map() }, node);
  const passed = { positional: inputsOf(forward, node), named: new Map() };
  return run.call({ type: "bound", callable: forward, self: module }, framework.toForward(forward, passed), node);
}

/** Follows a model from its input to what it returns. */
function traceOf(run: Run, module: Module, within: Within): Trace {
  const names = new Map<Module, string>();
  const named = within(() => namesBelow(run, module, names));
  const trace = new Trace(names, (node) => run.lineOf(node));
  run.trace = trace;
  const result = named && within(() => passThrough(run, module));
  run.trace = undefined;
  run.doubts.length = 0;
  if (!result) trace.break(module.node, TOO_LONG);
  else if ((within(() => tensorsIn(run, [result]))?.[0]?.step ?? trace.latest) !== trace.latest) {
    trace.break(module.node, { code: "earlier_output" });
  }
  return trace;
}

/** The layers below a module that a forward pass never called, in order. */
function unused({ names, called }: Trace): SourceLayer[] {
  return [...names].flatMap(([module, name]) =>
    module.facts && !module.foreign && !called.has(module) ? [{ name, ...module.facts }] : [],
  );
}

/** The layers of a model, in the order in which they run. */
export function modelOf(run: Run, module: Module, name: string, within: Within): SourceModel {
  if (module.graph) return graphModel(run, module, name, within);
  const trace = traceOf(run, module, within);
  const rest = unused(trace);
  const { enters } = containerOf(module);
  const listed = trace.steps.length > 0;
  if (!listed) trace.break(module.node, { code: "no_forward" });
  return {
    name,
    framework: module.framework,
    form: module.class ? "class" : "sequential",
    ...spanOf(module.node),
    layers: !listed ? rest : trace.reason === undefined ? fillInputs(trace.steps, enters) : trace.steps,
    chain: trace.reason === undefined,
    ...(trace.reason === undefined ? {} : { reason: trace.reason, stretches: listed ? trace.stretches : [] }),
    ...(enters ? { input: { ...spanOf(enters), units: unitsOf(enters.shape) } } : {}),
    ...(listed && rest.length > 0 ? { unused: rest } : {}),
  };
}
