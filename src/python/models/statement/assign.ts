import type { SyntaxNode } from "@lezer/common";
import { operated } from "../expression/operate";
import { addChild, setAttribute } from "../modules/children";
import { COSTS } from "../values/budget";
import { itemsOfValue, keyOf, made } from "../values/items";
import type { Run } from "../values/run";
import { numberOf, unknown, type List, type Value, type Scope } from "../values/values";

const isNoise = ({ name }: SyntaxNode): boolean => name === "Comment" || name === "TypeDef";

/** The parts of an assignment between its equal signs. */
function groupsOf(run: Run, node: SyntaxNode): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const child of run.childrenOf(node)) {
    if (child.name === "AssignOp") groups.push([]);
    else if (!isNoise(child)) groups.at(-1)!.push(child);
  }
  return groups;
}

/** `a = b = value`, `a, b = value`, `a: int = value`. */
export function assignment(run: Run, node: SyntaxNode, scope: Scope): void {
  const groups = groupsOf(run, node);
  const sources = groups.pop() ?? [];
  if (groups.length === 0) return;
  const isTuple = sources.some(({ name }) => name === ",");
  const values = sources.filter(({ name }) => name !== "," && name !== "*").map((value) => run.evaluate(value, scope));
  const value = isTuple ? made(run, values, true) : (values[0] ?? run.notKnown(node));
  for (const group of groups) assignGroup(run, group, value, scope, node);
}

function assignGroup(run: Run, group: readonly SyntaxNode[], value: Value, scope: Scope, node: SyntaxNode): void {
  const targets = group.filter(({ name }) => name !== "," && name !== "*");
  const [only] = targets;
  if (only && targets.length === 1 && !group.some(({ name }) => name === ",")) run.assign(only, value, scope);
  else unpack(run, group, value, scope, node);
}

/** The items of a list for that many targets, of which the one at `star` takes a list of what is left. */
function shared(run: Run, { items }: List, targets: number, star: number): readonly Value[] {
  if (star < 0 || items.length < targets - 1) return items;
  const end = items.length - (targets - 1 - star);
  run.spend(items.length >> 2);
  return [...items.slice(0, star), made(run, items.slice(star, end)), ...items.slice(end)];
}

/** Gives each target its part of a value; one after a star takes what is left. */
function unpack(run: Run, group: readonly SyntaxNode[], value: Value, scope: Scope, node: SyntaxNode): void {
  const targets = group.filter(({ name }) => name !== "," && name !== "*");
  const star = targets.findIndex((target) => target.prevSibling?.name === "*");
  const list = itemsOfValue(run, value);
  const items = list && list.open === undefined ? shared(run, list, targets.length, star) : [];
  const parts = value.type === "tensor" && value.parts;
  targets.forEach((target, index) => {
    // Each part of an output comes from the same step; all but the first are a state.
    if (parts) run.assign(target, index === 0 ? { type: "tensor", step: value.step } : value, scope);
    else if (items.length === targets.length) run.assign(target, items[index]!, scope);
    else run.assign(target, value.type === "tensor" ? value : run.notKnown(node), scope);
  });
}

/** Gives a value to what stands left of an equal sign. */
export function assign(run: Run, target: SyntaxNode, value: Value, scope: Scope): void {
  if (value.type === "module" && !run.titles.has(value)) run.titles.set(value, run.textOf(target));
  if (target.name === "VariableName") scope.set(run.textOf(target), value);
  else if (target.name === "TupleExpression" || target.name === "ArrayExpression" || isWrapped(target)) {
    const inside = run.childrenOf(target).filter(({ name }) => !["(", ")", "[", "]", "Comment"].includes(name));
    assignGroup(run, inside, value, scope, target);
  } else if (target.name === "MemberExpression") assignMember(run, target, value, scope);
}

const isWrapped = ({ name }: SyntaxNode): boolean => name === "ParenthesizedExpression";

function assignMember(run: Run, target: SyntaxNode, value: Value, scope: Scope): void {
  const [object, mark, inside] = run.childrenOf(target);
  if (!object || !mark || !inside) return;
  const holder = run.evaluate(object, scope);
  if (mark.name === ".") setAttribute(run, holder, run.textOf(inside), value, target);
  else assignItem(run, holder, run.evaluate(inside, scope), value, inside);
}

/** `list[0] = value`, `dictionary["a"] = value`, of containers of modules too. */
function assignItem(run: Run, holder: Value, index: Value, item: Value, node: SyntaxNode): void {
  const [key, at] = [keyOf(index), numberOf(index)];
  const doubt = run.doubts.at(-1);
  const value = doubt !== undefined && item.type === "known" ? unknown(doubt) : item;
  if (holder.type === "dictionary") {
    if (key === undefined || doubt !== undefined) holder.open ??= doubt ?? run.notKnown(node).why;
    // A layer under a key that is not known is there all the same, under the key as written.
    run.spend(COSTS.entry);
    if (key !== undefined || value.type === "module") holder.entries.set(key ?? run.textOf(node), value);
  } else if (holder.type === "list" && at !== undefined) {
    const position = at < 0 ? holder.items.length + at : at;
    if (position >= 0 && position < holder.items.length) holder.items[position] = value;
  } else if (holder.type === "module" && value.type === "module" && holder.form !== "object" && key !== undefined) {
    const isFromEnd = at !== undefined && at < 0;
    if (isFromEnd) run.spend(holder.children.size >> 2);
    addChild(run, holder, (isFromEnd ? [...holder.children.keys()].at(at) : undefined) ?? key, value);
  }
}

/** `a += b`. */
export function update(run: Run, node: SyntaxNode, scope: Scope): void {
  const [target, operator, ...rest] = run.childrenOf(node).filter((child) => !isNoise(child));
  const [right] = rest;
  if (!target || !operator || !right) return;
  const before = run.evaluate(target, scope);
  const by = run.evaluate(right, scope);
  const sign = run.textOf(operator).slice(0, -1);
  if ((before.type === "list" || before.type === "module") && sign === "+") {
    const passed = { positional: [{ value: by, node: right }], named: new Map() };
    run.call({ type: "method", of: before, name: "extend" }, passed, node);
  } else run.assign(target, operated(run, sign, before, by, node), scope);
}
