import type { SyntaxNode } from "@lezer/common";
import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import { itemsOfValue } from "../values/items";
import type { Arguments, Passed, Run } from "../values/run";
import type { Scope } from "../values/values";
import { comprehension } from "./collection";

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
