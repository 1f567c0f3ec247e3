import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import { itemsOfValue, keyOf, made, MOST_ITEMS } from "../values/items";
import type { Run } from "../values/run";
import { Names } from "../values/scope";
import { listOf, truthOf, type Dictionary, type Value, type Scope } from "../values/values";

/** Why a list may hold more than its items. */
const LONG: Reason = { code: "items_cut", most: MOST_ITEMS };

/** [a, b, *c], (a, b), {a, b}. */
export function collection(run: Run, node: SyntaxNode, scope: Scope): Value {
  const items: Value[] = [];
  let open: Reason | undefined;
  for (const { star, value } of run.itemsOf(node)) {
    if ("{}".includes(value.name)) continue;
    if (items.length > MOST_ITEMS) {
      open ??= LONG;
      break;
    }
    const item = run.evaluate(value, scope);
    if (star === undefined) items.push(item);
    else {
      const unpacked = itemsOfValue(run, item) ?? listOf([], false, run.notKnown(value).why);
      run.spend(unpacked.items.length);
      for (const one of unpacked.items) items.push(one);
      open ??= unpacked.open;
    }
  }
  return made(run, items, node.name === "TupleExpression", open);
}

/** Why a comprehension of very many loops is not followed. */
const DEEP: Reason = { code: "loops_too_deep" };

/** Calls `each` for every round of the loops of a comprehension; gives why there may be more or fewer rounds. */
function rounds(run: Run, clauses: readonly SyntaxNode[], scope: Scope, each: () => void): Reason | undefined {
  const [first, ...rest] = clauses;
  run.spend(clauses.length >> 2);
  if (!first) {
    each();
    return undefined;
  }
  if (first.name === "if") {
    const [condition, ...more] = rest;
    const truth = truthOf(run.evaluate(condition, scope));
    if (truth === false) return undefined;
    const open = run.deeper(() => rounds(run, more, scope, each), DEEP);
    return truth === undefined ? condition && run.notKnown(condition).why : open;
  }
  const at = rest.findIndex(({ name }) => name === "in");
  const iterable = rest[at + 1];
  if (first.name !== "for" || at < 1 || !iterable) return undefined;
  const targets = rest.slice(0, at).filter(({ name }) => name !== ",");
  const list = itemsOfValue(run, run.evaluate(iterable, scope));
  let open = list ? list.open : run.notKnown(iterable).why;
  for (const item of list?.items ?? [run.notKnown(iterable)]) {
    assignAll(run, targets, item, scope);
    const more = run.deeper(() => rounds(run, rest.slice(at + 2), scope, each), DEEP);
    open ??= more;
  }
  return open;
}

/** Gives the targets of a round of a loop what they take: `for x in`, `for name, layer in`, of a ModuleList's items too. */
export function assignAll(run: Run, targets: readonly SyntaxNode[], value: Value, scope: Scope): void {
  const [only, ...more] = targets;
  if (only && more.length === 0) run.assign(only, value, scope);
  else {
    const list = itemsOfValue(run, value);
    run.spend(targets.length);
    const items = list && list.open === undefined ? list.items : [];
    targets.forEach((target, index) => run.assign(target, items[index] ?? run.notKnown(target), scope));
  }
}

/** The parts of a comprehension: what stands before its first `for`, and its clauses. */
function split(run: Run, node: SyntaxNode): [SyntaxNode[], SyntaxNode[]] {
  const parts = run
    .childrenOf(node)
    .filter(({ name }) => !["Comment", "(", ")", "[", "]", "{", "}", "async"].includes(name));
  const at = parts.findIndex(({ name }) => name === "for");
  return at < 0 ? [parts, []] : [parts.slice(0, at), parts.slice(at)];
}

/** [layer(i) for i in range(3)], also without brackets as the only argument of a call. */
export function comprehension(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [[expression], clauses] = split(run, node);
  const inner = new Names<Value>(scope);
  run.spend(COSTS.scope);
  const items: Value[] = [];
  const open = rounds(run, clauses, inner, () => items.push(run.evaluate(expression, inner)));
  return made(run, items, false, open);
}

function put(run: Run, result: Dictionary, key: Value, value: Value, why: Reason): void {
  const name = keyOf(key);
  if (name === undefined) result.open ??= why;
  else {
    run.spend(COSTS.entry);
    result.entries.set(name, value);
  }
}

/** Adds the entries of another dictionary. */
export function addEntries(run: Run, result: Dictionary, { entries }: Dictionary): void {
  run.spend(COSTS.entry * entries.size);
  entries.forEach((entry, name) => result.entries.set(name, entry));
}

/** {"a": 1, **b}. */
export function dictionary(run: Run, node: SyntaxNode, scope: Scope): Value {
  const result: Dictionary = { type: "dictionary", entries: new Map() };
  run.spend(COSTS.map);
  const parts = run.childrenOf(node).filter(({ name }) => !["Comment", "{", "}", ","].includes(name));
  for (let at = 0; at < parts.length; at++) {
    if (result.entries.size > MOST_ITEMS) {
      result.open ??= LONG;
      break;
    }
    const [key, mark, value] = parts.slice(at, at + 3);
    if (key?.name === "**" && mark) {
      const other = run.evaluate(mark, scope);
      if (other.type === "dictionary") addEntries(run, result, other);
      else result.open ??= run.notKnown(mark).why;
      at++;
    } else if (key && mark?.name === ":" && value) {
      put(run, result, run.evaluate(key, scope), run.evaluate(value, scope), run.notKnown(key).why);
      at += 2;
    }
  }
  return result;
}

/** {name: layer(i) for i in range(3)}. */
export function dictionaryComprehension(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [[key, , value], clauses] = split(run, node);
  const inner = new Names<Value>(scope);
  run.spend(COSTS.scope);
  const result: Dictionary = { type: "dictionary", entries: new Map() };
  run.spend(COSTS.map);
  const open = rounds(run, clauses, inner, () => {
    put(run, result, run.evaluate(key, inner), run.evaluate(value, inner), run.notKnown(node).why);
  });
  if (open !== undefined) result.open ??= open;
  return result;
}
