import type { SyntaxNode } from "@lezer/common";
import { childrenOf, itemsOf } from "../../syntax/tree";
import { itemsOfValue, keyOf } from "../items";
import type { Run } from "../run";
import { Scope } from "../scope";
import { listOf, truthOf, type Dictionary, type Value } from "../values";

/** [a, b, *c], (a, b), {a, b}. */
export function collection(run: Run, node: SyntaxNode, scope: Scope): Value {
  const items: Value[] = [];
  let open: string | undefined;
  for (const { star, value } of itemsOf(run.source, node)) {
    if ("{}".includes(value.name)) continue;
    const item = run.evaluate(value, scope);
    if (star === undefined) items.push(item);
    else {
      const unpacked = itemsOfValue(item) ?? listOf([], false, run.notKnown(value).why);
      items.push(...unpacked.items);
      open ??= unpacked.open;
    }
  }
  return listOf(items, node.name === "TupleExpression", open);
}

/** Calls `each` for every round of the loops of a comprehension; gives why there may be more or fewer rounds. */
function rounds(run: Run, clauses: readonly SyntaxNode[], scope: Scope, each: () => void): string | undefined {
  const [first, ...rest] = clauses;
  if (!first) {
    each();
    return undefined;
  }
  if (first.name === "if") {
    const [condition, ...more] = rest;
    const truth = truthOf(run.evaluate(condition, scope));
    if (truth === false) return undefined;
    const open = rounds(run, more, scope, each);
    return truth === undefined ? condition && run.notKnown(condition).why : open;
  }
  const at = rest.findIndex(({ name }) => name === "in");
  const iterable = rest[at + 1];
  if (first.name !== "for" || at < 1 || !iterable) return undefined;
  const targets = rest.slice(0, at).filter(({ name }) => name !== ",");
  const list = itemsOfValue(run.evaluate(iterable, scope));
  let open = list ? list.open : run.notKnown(iterable).why;
  for (const item of list?.items ?? [run.notKnown(iterable)]) {
    assignAll(run, targets, item, scope);
    const more = rounds(run, rest.slice(at + 2), scope, each);
    open ??= more;
  }
  return open;
}

/** Gives the targets of a round of a loop what they take: `for x in`, `for name, layer in`, of a ModuleList's items too. */
export function assignAll(run: Run, targets: readonly SyntaxNode[], value: Value, scope: Scope): void {
  const [only, ...more] = targets;
  if (only && more.length === 0) run.assign(only, value, scope);
  else {
    const list = itemsOfValue(value);
    const items = list && list.open === undefined ? list.items : [];
    targets.forEach((target, index) => run.assign(target, items[index] ?? run.notKnown(target), scope));
  }
}

/** The parts of a comprehension: what stands before its first `for`, and its clauses. */
function split(node: SyntaxNode): [SyntaxNode[], SyntaxNode[]] {
  const parts = childrenOf(node).filter(
    ({ name }) => !["Comment", "(", ")", "[", "]", "{", "}", "async"].includes(name),
  );
  const at = parts.findIndex(({ name }) => name === "for");
  return at < 0 ? [parts, []] : [parts.slice(0, at), parts.slice(at)];
}

/** [layer(i) for i in range(3)], also without brackets as the only argument of a call. */
export function comprehension(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [[expression], clauses] = split(node);
  const inner = new Scope(scope);
  const items: Value[] = [];
  const open = rounds(run, clauses, inner, () => items.push(run.evaluate(expression, inner)));
  return listOf(items, false, open);
}

function put(result: Dictionary, key: Value, value: Value, why: string): void {
  const name = keyOf(key);
  if (name === undefined) result.open ??= why;
  else result.entries.set(name, value);
}

/** {"a": 1, **b}. */
export function dictionary(run: Run, node: SyntaxNode, scope: Scope): Value {
  const result: Dictionary = { type: "dictionary", entries: new Map() };
  const parts = childrenOf(node).filter(({ name }) => !["Comment", "{", "}", ","].includes(name));
  for (let at = 0; at < parts.length; at++) {
    const [key, mark, value] = parts.slice(at, at + 3);
    if (key?.name === "**" && mark) {
      const other = run.evaluate(mark, scope);
      if (other.type === "dictionary") other.entries.forEach((entry, name) => result.entries.set(name, entry));
      else result.open ??= run.notKnown(mark).why;
      at++;
    } else if (key && mark?.name === ":" && value) {
      put(result, run.evaluate(key, scope), run.evaluate(value, scope), run.notKnown(key).why);
      at += 2;
    }
  }
  return result;
}

/** {name: layer(i) for i in range(3)}. */
export function dictionaryComprehension(run: Run, node: SyntaxNode, scope: Scope): Value {
  const [[key, , value], clauses] = split(node);
  const inner = new Scope(scope);
  const result: Dictionary = { type: "dictionary", entries: new Map() };
  const open = rounds(run, clauses, inner, () => {
    put(result, run.evaluate(key, inner), run.evaluate(value, inner), run.notKnown(node).why);
  });
  if (open !== undefined) result.open ??= open;
  return result;
}
