import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../budget";
import { comprehension } from "../expression/collection";
import { flattened, itemsOfValue } from "../items";
import type { Arguments, Passed, Run } from "../run";
import type { Scope } from "../scope";
import type { Tensor, Value } from "../values";

/** The arguments between the brackets of a call, evaluated; `*list` and `**dictionary` are unpacked. */
export function argumentsOf(run: Run, list: SyntaxNode, scope: Scope): Arguments {
  if (run.childrenOf(list).some(({ name }) => name === "for")) {
    return { positional: [{ value: comprehension(run, list, scope), node: list }], named: new Map() };
  }
  const positional: Passed[] = [];
  const named = new Map<string, Passed>();
  let open: Reason | undefined;
  for (const { name, star, value: node } of run.itemsOf(list)) {
    const value = run.evaluate(node, scope);
    if (name !== undefined) named.set(name, { value, node });
    else if (star === undefined) positional.push({ value, node });
    else if (star === "**" && value.type === "dictionary") {
      run.spend(COSTS.entry * value.entries.size);
      for (const [key, entry] of value.entries) named.set(key, { value: entry, node });
      open ??= value.open;
    } else {
      const items = itemsOfValue(run, value);
      run.spend(items?.items.length ?? 0);
      for (const item of items?.items ?? []) positional.push({ value: item, node });
      open ??= items ? items.open : run.notKnown(node).why;
    }
  }
  return { positional, named, ...(open === undefined ? {} : { open }) };
}

/** All arguments in order. */
export const valuesOf = ({ positional, named }: Arguments): Value[] =>
  [...positional, ...named.values()].map(({ value }) => value);

/** The values of a forward pass among values, in lists and dictionaries too. */
export const tensorsIn = (run: Run, values: readonly Value[]): Tensor[] =>
  flattened(run, values).filter((value) => value.type === "tensor");

/** The arguments by names in the order of a signature; those that it does not have are left out. */
export function byName(names: readonly string[], { positional, named }: Arguments): ReadonlyMap<string, Passed> {
  const bound = new Map<string, Passed>();
  positional.forEach((passed, index) => {
    const name = names[index];
    if (name !== undefined) bound.set(name, passed);
  });
  for (const [name, passed] of named) bound.set(name, passed);
  return bound;
}
