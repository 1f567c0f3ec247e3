import type { SyntaxNode } from "@lezer/common";
import { COSTS } from "../values/budget";
import { flattened } from "../values/items";
import type { Run } from "../values/run";
import { isNone, unknown, type Instance, type Module, type Value } from "../values/values";

/** Puts a layer into a module under a name, as an attribute or in a container. */
export function addChild(run: Run, module: Module, name: string, child: Module): void {
  child.owned = true;
  const doubt = run.doubts.at(-1);
  if (doubt !== undefined) child.maybe ??= doubt;
  // What is set on an object that extends a container is held by the container.
  const holder = module.base && module.base.form !== "layer" ? module.base : module;
  run.spend(COSTS.entry);
  holder.children.set(name, child);
}

function setOnModule(run: Run, module: Module, name: string, value: Value): void {
  const before = module.attributes.get(name);
  const doubt = run.doubts.at(-1);
  // In a branch that may not be taken, what was there before may still be.
  if (doubt !== undefined && value.type !== "module" && before && before !== value) {
    module.attributes.set(name, unknown(doubt));
    return;
  }
  if (doubt !== undefined && isNone(value) && !before) return;
  run.spend(COSTS.entry);
  module.attributes.set(name, value);
  if (value.type === "module") addChild(run, module, name, value);
  else {
    module.children.delete(name);
    // Modules in a plain list or dictionary belong to the object that holds it, too.
    for (const held of flattened(run, [value])) if (held.type === "module") held.owned = true;
  }
}

function setOnInstance(run: Run, { attributes }: Instance, name: string, value: Value): void {
  run.spend(COSTS.entry);
  attributes.set(name, value);
}

/** `object.name = value`. */
export function setAttribute(run: Run, object: Value, name: string, value: Value, node: SyntaxNode): void {
  if (object.type === "module") setOnModule(run, object, name, value);
  else if (object.type === "instance")
    setOnInstance(run, object, name, run.doubts.length > 0 ? run.notKnown(node) : value);
}
