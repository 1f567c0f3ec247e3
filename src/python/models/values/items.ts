import type { Reason } from "../../../formats/index";
import { COSTS } from "./budget";
import type { Run } from "./run";
import { known, listOf, type List, type Module, type Value } from "./values";

/** Longer lists aren't lists of layers. */
export const MOST_ITEMS = 10_000;

/** All values in lists and dictionaries, at any depth; what is in several places comes once. */
export function flattened(run: Run, values: readonly Value[]): Value[] {
  const found: Value[] = [];
  const seen = new Set<Value>();
  // What is still to be visited, the next one last: lists may be deeper than the stack.
  const waiting = [...values].reverse();
  for (let value = waiting.pop(); value; value = waiting.pop()) {
    if (value.type !== "list" && value.type !== "dictionary") found.push(value);
    else if (!seen.has(value)) {
      seen.add(value);
      const inside = value.type === "list" ? value.items : [...value.entries.values()];
      run.spend(1 + (inside.length >> 1));
      for (let at = inside.length - 1; at >= 0; at--) waiting.push(inside[at]!);
    }
  }
  return found;
}

/** The key of a dictionary as text; numbers and strings do not meet in one dictionary. */
export const keyOf = (key: Value): string | undefined =>
  key.type === "known" && (typeof key.value === "string" || typeof key.value === "number")
    ? String(key.value)
    : undefined;

/** What holds the layers of a module: itself, or what its class extends. */
export const containerOf = (module: Module): Module => module.base ?? module;

/** The layers of a container in order. */
export function childrenOfModule(run: Run, module: Module): Module[] {
  const { children } = containerOf(module);
  run.spend(children.size >> 2);
  return [...children.values()];
}

/** A list that is made while reading. */
export function made(run: Run, items: readonly Value[], tuple = false, open?: Reason): List {
  run.spend(COSTS.list + (items.length >> 2));
  return listOf(items, tuple, open);
}

/** Names with what is under each of them, as a list of pairs. */
export function pairsOf(run: Run, entries: ReadonlyMap<string, Value>, open?: Reason): List {
  run.spend(COSTS.literal * entries.size);
  const pairs = [...entries].map(([name, value]) => made(run, [known(name), value], true));
  return made(run, pairs, false, open);
}

/** Names as a list of texts. */
export function namesIn(run: Run, names: ReadonlyMap<string, unknown>, open?: Reason): List {
  run.spend(COSTS.list + COSTS.literal * names.size);
  return listOf(
    [...names.keys()].map((name) => known(name)),
    false,
    open,
  );
}

/** What iterating over a container gives: layers, or the names of those that have one. */
function itemsOfModule(run: Run, module: Module): List | undefined {
  const { form, children, open } = containerOf(module);
  if (form === "layer" || form === "object") return undefined;
  return form === "dictionary" ? namesIn(run, children, open) : made(run, [...children.values()], false, open);
}

/** What iterating over a value gives; undefined where the source does not say it. */
export function itemsOfValue(run: Run, value: Value): List | undefined {
  if (value.type === "list") return value;
  if (value.type === "module") return itemsOfModule(run, value);
  return value.type === "dictionary" ? namesIn(run, value.entries, value.open) : undefined;
}

/** The item at a Python index, which counts from the end where it is negative. */
export const itemAt = <T>(items: readonly T[], index: number): T | undefined =>
  items[index < 0 ? items.length + index : index];
