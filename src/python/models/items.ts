import { known, listOf, type List, type Module, type Value } from "./values";

/** Longer lists are no lists of layers. */
export const MOST_ITEMS = 10_000;

/** All values in lists and dictionaries, at any depth; what is in several places comes once. */
export function flattened(values: readonly Value[], seen = new Set<Value>()): Value[] {
  return values.flatMap((value) => {
    if (value.type !== "list" && value.type !== "dictionary") return [value];
    if (seen.has(value)) return [];
    seen.add(value);
    return flattened(value.type === "list" ? value.items : [...value.entries.values()], seen);
  });
}

/** The key of a dictionary as text; numbers and strings do not meet in one dictionary. */
export const keyOf = (key: Value): string | undefined =>
  key.type === "known" && (typeof key.value === "string" || typeof key.value === "number")
    ? String(key.value)
    : undefined;

/** What holds the layers of a module: itself, or what its class extends. */
export const containerOf = (module: Module): Module => module.base ?? module;

/** The layers of a container in order. */
export const childrenOfModule = (module: Module): Module[] => [...containerOf(module).children.values()];

/** What iterating over a container gives: layers, or the names of those that have one. */
function itemsOfModule(module: Module): List | undefined {
  const { form, children, open } = containerOf(module);
  if (form === "layer" || form === "object") return undefined;
  const names = [...children.keys()].map((key) => known(key));
  return listOf(form === "dictionary" ? names : [...children.values()], false, open);
}

/** What iterating over a value gives; undefined where the source does not say it. */
export function itemsOfValue(value: Value): List | undefined {
  if (value.type === "list") return value;
  if (value.type === "module") return itemsOfModule(value);
  if (value.type !== "dictionary") return undefined;
  return listOf(
    [...value.entries.keys()].map((key) => known(key)),
    false,
    value.open,
  );
}

/** The item at a Python index, which counts from the end where it is negative. */
export const itemAt = <T>(items: readonly T[], index: number): T | undefined =>
  items[index < 0 ? items.length + index : index];
