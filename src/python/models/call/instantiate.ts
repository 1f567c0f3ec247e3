import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../budget";
import { isKerasModelClass } from "../keras/classes";
import type { Arguments, Run } from "../run";
import { bind } from "./parameters";
import type { Callable, Class, Instance, Module, Value } from "../values";

/** Bases of other files whose classes are models although their names do not say torch. */
const MODULE_BASES = /(?:^|\.)(?:Module|LightningModule|\w*Model|\w*Layer|\w*Block)$/;

/** More calls of one function or class say nothing new. */
const MOST_CALLS = 100;

/** Keeps what a function or class was called with. */
export function noteCall(run: Run, callee: Class | Callable, values: ReadonlyMap<string, Value>): void {
  const calls = run.calls.get(callee);
  if (!calls) run.calls.set(callee, [values]);
  else if (calls.length < MOST_CALLS) calls.push(values);
}

/** More bases than any class has. */
const MOST_BASES = 50;

/** Bases of classes, which never change. */
const lineages = new WeakMap<Class, readonly Class[]>();

/** The class and its bases in this file, nearest first. */
function lineage(cls: Class): readonly Class[] {
  const before = lineages.get(cls);
  if (before) return before;
  const found = new Set<Class>();
  const waiting: Class[] = [cls];
  for (let one = waiting.pop(); one && found.size < MOST_BASES; one = waiting.pop()) {
    if (found.has(one)) continue;
    found.add(one);
    for (const base of one.bases.slice(0, MOST_BASES).reverse()) {
      if (base.type === "class" && !found.has(base)) waiting.push(base);
    }
  }
  const classes = [...found];
  lineages.set(cls, classes);
  return classes;
}

/** Whether a class has more bases than are searched. */
export const isTooDeep = (cls: Class): boolean => depthOf(cls) >= MOST_BASES;

/** How many classes are searched for what a class defines. */
export const depthOf = (cls: Class): number => lineage(cls).length;

/** The bases of other files, of the class and of its bases. */
export const outerBases = (cls: Class): string[] =>
  lineage(cls).flatMap(({ bases }) => bases.flatMap((base) => (base.type === "external" ? [base.path] : [])));

/** What the class or its bases define under a name; `after` starts behind that class, as super() does. */
export function definedIn(cls: Class, name: string, after?: Class): Value | undefined {
  const classes = lineage(cls);
  const from = after ? classes.indexOf(after) + 1 : 0;
  for (const one of classes.slice(from)) {
    const value = one.scope.own(name);
    if (value) return value;
  }
  return undefined;
}

/** A method of the class or of its bases. */
export function methodOf(cls: Class, name: string, after?: Class): Callable | undefined {
  const value = definedIn(cls, name, after);
  return value?.type === "function" ? value : undefined;
}

/** Which framework's module a class of this file is; undefined: none. */
export function frameworkOf(cls: Class): "pytorch" | "keras" | undefined {
  const outer = outerBases(cls);
  if (outer.some(isKerasModelClass)) return "keras";
  if (outer.some((path) => path.startsWith("torch.nn."))) return "pytorch";
  const hasForward = methodOf(cls, "forward") !== undefined;
  // A base that this file does not explain at all still makes a class with forward a module.
  const strange = lineage(cls).some(({ bases }) => bases.some(({ type }) => type === "unknown"));
  return hasForward && (strange || outer.some((path) => MODULE_BASES.test(path))) ? "pytorch" : undefined;
}

function construct(run: Run, cls: Class, self: Value, passed: Arguments, node: SyntaxNode): boolean {
  const init = methodOf(cls, "__init__");
  const values = init ? bind(run, init.parameters.slice(1), passed, init.scope) : new Map<string, Value>();
  noteCall(run, cls, values);
  if (init) run.call({ type: "bound", callable: init, self }, passed, node);
  return init !== undefined;
}

/** An object of a module class, before its `__init__`. */
export function bareModule(run: Run, cls: Class, framework: "pytorch" | "keras", node: SyntaxNode): Module {
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
export function constructBase(run: Run, module: Module, passed: Arguments, node: SyntaxNode): void {
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
export function instantiate(run: Run, cls: Class, passed: Arguments, node: SyntaxNode): Value {
  run.spend(depthOf(cls));
  const framework = frameworkOf(cls);
  if (framework) {
    const module = bareModule(run, cls, framework, node);
    if (!construct(run, cls, module, passed, node)) constructBase(run, module, passed, node);
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
  if (!construct(run, cls, instance, passed, node)) fill(instance, cls, passed);
  return instance;
}
