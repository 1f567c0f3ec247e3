import type { SyntaxNode } from "@lezer/common";
import { makeNode } from "../modules/nodes";
import { partFacts, taken } from "../modules/tensor";
import { COSTS } from "../values/budget";
import { childrenOfModule, containerOf, itemAt, keyOf, made } from "../values/items";
import type { Run } from "../values/run";
import { numberOf, type Module, type Node, type Value, type Scope } from "../values/values";

/** `a.b`, `a[b]` or `a[b:c]`. */
export function memberOrItem(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [object, mark, ...rest] = run.childrenOf(node).filter(({ name }) => name !== "Comment");
  if (!object || !mark) return run.notKnown(node);
  const value = run.evaluate(object, scope);
  if (mark.name === ".") {
    const [property] = rest;
    return property?.name === "PropertyName" ? run.member(value, run.textOf(property), node) : run.notKnown(node);
  }
  const inside = rest.filter(({ name }) => name !== "]");
  if (value.type === "tensor") return taken(run, value, node);
  if (value.type === "node") return takenNode(run, value, node);
  if (inside.some(({ name }) => name === ":")) return slice(run, value, inside, node, scope);
  const [index, more] = inside;
  return index && !more ? itemOf(run, value, run.evaluate(index, scope), node) : run.notKnown(node);
}

/** Some of the values of a step of Keras's functional API. */
function takenNode(run: Run, value: Node, node: SyntaxNode): Value {
  return makeNode(run, { name: "[…]", call: node, from: [value], facts: partFacts(node) });
}

/** `value[index]`. */
export function itemOf(run: Run, value: Value, index: Value, node: SyntaxNode): Value {
  const key = keyOf(index);
  const position = numberOf(index);
  const container = value.type === "module" ? containerOf(value) : undefined;
  let item: Value | undefined;
  if (value.type === "list" && position !== undefined) {
    const found = itemAt(value.items, position);
    // Of a list that may hold more, a layer is worth naming; a number may be another one.
    if (value.open === undefined || (found?.type === "module" && position >= 0)) item = found;
  } else if (value.type === "dictionary" && key !== undefined) item = value.entries.get(key);
  else if (container?.form === "dictionary" && key !== undefined) item = container.children.get(key);
  else if (container && position !== undefined && container.open === undefined) {
    item = itemAt(childrenOfModule(run, container), position);
  }
  return item ?? run.notKnown(node);
}

/** `value[low:high]`, with a step too. */
function slice(run: Run, value: Value, inside: readonly SyntaxNode[], node: SyntaxNode, scope: Scope): Value {
  const bounds: (number | undefined)[] = [undefined];
  for (const bound of inside) {
    if (bound.name === ":") bounds.push(undefined);
    else {
      const number = numberOf(run.evaluate(bound, scope));
      if (number === undefined) return run.notKnown(node);
      bounds[bounds.length - 1] = number;
    }
  }
  const [low, high, step = 1] = bounds;
  const cut = <T>(items: readonly T[]): T[] =>
    step === -1 && low === undefined && high === undefined
      ? [...items].reverse()
      : items.slice(low, high).filter((_, index) => index % Math.max(1, step) === 0);
  if (step < 1 && step !== -1) return run.notKnown(node);
  if (value.type === "list" && value.open === undefined) {
    // Each item is looked at, however few are taken.
    run.spend(value.items.length >> 2);
    return made(run, cut(value.items), value.tuple);
  }
  if (value.type === "module" && isContainer(value)) return part(run, value, cut, node);
  return run.notKnown(node);
}

/** Whether a module holds layers in an order, and all that it holds are known. */
function isContainer(module: Module): boolean {
  const { form, open } = containerOf(module);
  return form !== "layer" && open === undefined;
}

/** Some layers of a container, in a container of their own that holds the same ones. */
function part(run: Run, module: Module, cut: <T>(items: readonly T[]) => T[], node: SyntaxNode): Value {
  const { form, framework } = containerOf(module);
  const items = cut(childrenOfModule(run, module));
  run.spend(COSTS.module + COSTS.entry * items.length);
  const children = new Map(items.map((child, index) => [String(index), child]));
  return { type: "module", form, framework, node, children, attributes: new Map(), owned: true };
}
