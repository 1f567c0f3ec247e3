import type { SyntaxNode } from "@lezer/common";
import type { FrameworkName, Reason } from "../../../formats/index";
import { frameworkOfClass } from "../modules/frameworks";
import { COSTS } from "../values/budget";
import { depthOf, methodOf, outerBases } from "../values/classes";
import type { Arguments, Call, Run } from "../values/run";
import type { Callable, Class, Instance, Module, Value } from "../values/values";
import { bind } from "./bind";

/** More calls of one function or class say nothing new. */
const MOST_CALLS = 100;

/** Keeps what a function or class was called with. */
export function noteCall(run: Run, callee: Class | Callable, values: ReadonlyMap<string, Value>): void {
  const calls = run.calls.get(callee);
  if (!calls) run.calls.set(callee, [values]);
  else if (calls.length < MOST_CALLS) calls.push(values);
}

function construct({ run, passed, node }: Call, cls: Class, self: Value): boolean {
  const init = methodOf(cls, "__init__");
  const values = init ? bind(run, init.parameters.slice(1), passed, init.scope) : new Map<string, Value>();
  noteCall(run, cls, values);
  if (init) run.call({ type: "bound", callable: init, self }, passed, node);
  return init !== undefined;
}

/** An object of a module class, before its `__init__`. */
export function bareModule(run: Run, cls: Class, framework: FrameworkName, node: SyntaxNode): Module {
  run.spend(COSTS.module);
  const module: Module = {
    type: "module",
    form: "object",
    framework,
    node,
    children: new Map(),
    attributes: new Map(),
    class: cls,
    owned: false,
  };
  run.made.push(module);
  return module;
}

/** The layer or container of the framework that a class extends becomes its base. */
export function constructBase({ run, passed, node }: Call, module: Module): void {
  const path = module.class && outerBases(module.class)[0];
  if (path === undefined || /\.(?:Module|Model|Layer)$/.test(path)) return;
  const base = run.call({ type: "external", path }, passed, node);
  if (base.type !== "module" || base.foreign) return;
  base.owned = true;
  module.base = base;
}

/** A dataclass's fields from its arguments. */
function fill(instance: Instance, { fields }: Class, { positional, named }: Arguments): void {
  positional.forEach(({ value }, index) => {
    const field = fields[index];
    if (field !== undefined) instance.attributes.set(field, value);
  });
  for (const [name, { value }] of named) instance.attributes.set(name, value);
}

/** `Net(10, p=0.5)`: an object of a class of this file. */
export function instantiate(call: Call, cls: Class): Value {
  const { run, passed, node } = call;
  run.spend(depthOf(cls));
  const framework = frameworkOfClass(run, cls);
  if (framework) {
    const module = bareModule(run, cls, framework.name, node);
    if (!construct(call, cls, module)) constructBase(call, module);
    return module;
  }
  const extended: Reason = { code: "extends_elsewhere", name: cls.name };
  const open = passed.open ?? (outerBases(cls).length > 0 ? extended : undefined);
  run.spend(COSTS.map + COSTS.entry * (passed.positional.length + passed.named.size));
  const instance: Instance = {
    type: "instance",
    class: cls,
    attributes: new Map(),
    ...(open === undefined ? {} : { open }),
  };
  if (!construct(call, cls, instance)) fill(instance, cls, passed);
  return instance;
}
