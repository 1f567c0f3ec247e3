import type { SyntaxNode } from "@lezer/common";
import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import type { Module, Value } from "../values/values";

/** A deep copy: layers of its own; what it is a copy of isn't a model by itself. */
export function clone(run: Run, module: Module, node: SyntaxNode): Module {
  const copies = new Map<Module, Module>();
  module.owned = true;
  const copy = (one: Module): Module => copies.get(one) ?? run.deeper(() => copyOf(one), one);
  const copyOf = (one: Module): Module => {
    run.spend(COSTS.module + COSTS.entry * (one.children.size + one.attributes.size));
    const made: Module = { ...one, children: new Map(), attributes: new Map(), owned: false };
    copies.set(one, made);
    for (const [name, child] of one.children) made.children.set(name, copy(child));
    for (const [name, value] of one.attributes) made.attributes.set(name, copied(value));
    if (one.base) made.base = copy(one.base);
    return made;
  };
  const copied = (value: Value): Value => {
    if (value.type === "module") return copy(value);
    if (value.type === "list") run.spend(value.items.length >> 1);
    const isList = value.type === "list" && value.items.some(({ type }) => type === "module");
    return isList
      ? { ...value, items: value.items.map((item) => (item.type === "module" ? copy(item) : item)) }
      : value;
  };
  return copy({ ...module, node });
}
