import type { SyntaxNode } from "@lezer/common";
import { converted } from "../../syntax/arithmetic";
import { textOfValue } from "../expression/text";
import { itemsOfValue } from "../items";
import type { Arguments, Run } from "../run";
import { setAttribute } from "../statement/attribute";
import { known, listOf, NONE, numberOf, stringOf, truthOf, type List, type Value } from "../values";

/** More rounds than any loop over layers has. */
const MOST_ROUNDS = 2_000;

type Builtin = (run: Run, values: readonly Value[], passed: Arguments, node: SyntaxNode) => Value | undefined;

const range: Builtin = (_run, values) => {
  const [a, b, step = 1] = values.map(numberOf);
  const [low, high] = b === undefined ? [0, a] : [a, b];
  if (low === undefined || high === undefined || values.length === 0 || !step) return undefined;
  if (values.some((value) => numberOf(value) === undefined)) return undefined;
  const rounds = Math.ceil((high - low) / step);
  return rounds > MOST_ROUNDS
    ? undefined
    : listOf(Array.from({ length: Math.max(0, rounds) }, (_, index) => known(low + index * step)));
};

/** The shortest list decides, as in Python; the lists are as open as any of them. */
function zipped(lists: readonly (List | undefined)[]): Value | undefined {
  const all = lists.filter((list) => list !== undefined);
  if (all.length < lists.length || all.length === 0) return undefined;
  const length = Math.min(...all.map(({ items }) => items.length));
  const open = all.find((list) => list.open !== undefined)?.open;
  const rows = Array.from({ length }, (_, row) =>
    listOf(
      all.map(({ items }) => items[row]!),
      true,
    ),
  );
  return listOf(rows, false, open);
}

const enumerate: Builtin = (_run, [value], passed) => {
  const list = value && itemsOfValue(value);
  const start = numberOf(passed.named.get("start")?.value ?? passed.positional[1]?.value) ?? 0;
  return list && zipped([listOf(list.items.map((_, index) => known(start + index))), list]);
};

const ordered =
  (turn: (list: List) => Value[]): Builtin =>
  (_run, [value]) => {
    const list = value && itemsOfValue(value);
    return list && listOf(turn(list), false, list.open);
  };

const length: Builtin = (_run, [value]) => {
  const list = value && itemsOfValue(value);
  return list && list.open === undefined ? known(list.items.length) : undefined;
};

const extreme =
  (pick: (...numbers: number[]) => number): Builtin =>
  (_run, values) => {
    const all = values.length === 1 && values[0] ? itemsOfValue(values[0])?.items : values;
    const numbers = all?.map(numberOf) ?? [];
    const sure = numbers.filter((number) => number !== undefined);
    return sure.length > 0 && sure.length === numbers.length ? known(pick(...sure)) : undefined;
  };

const conversion =
  (name: string): Builtin =>
  (_run, [value]) => {
    if (value?.type !== "known") return undefined;
    const result = converted(name, value.value);
    if (result === undefined || !Number.isFinite(result)) return undefined;
    return result === value.value ? value : known(result);
  };

const dictionary: Builtin = (_run, [value], passed) => {
  const entries = new Map<string, Value>();
  if (value?.type === "dictionary") value.entries.forEach((entry, name) => entries.set(name, entry));
  else if (value?.type === "list") {
    for (const pair of value.items) {
      const key = pair.type === "list" ? stringOf(pair.items[0]) : undefined;
      if (pair.type !== "list" || key === undefined || !pair.items[1]) return undefined;
      entries.set(key, pair.items[1]);
    }
  } else if (value) return undefined;
  for (const [name, { value: entry }] of passed.named) entries.set(name, entry);
  const open = value && "open" in value ? value.open : undefined;
  return { type: "dictionary", entries, ...(open === undefined ? {} : { open }) };
};

const getattr: Builtin = (run, [object, name, otherwise], _passed, node) => {
  const text = stringOf(name);
  if (!object || text === undefined) return undefined;
  const value = run.member(object, text, node);
  return value.type === "unknown" && otherwise && object.type === "instance" && object.open === undefined
    ? otherwise
    : value;
};

const truth: Builtin = (_run, [value]) => {
  const result = value && truthOf(value);
  return result === undefined ? undefined : known(result);
};

const map: Builtin = (run, [callee, value], _passed, node) => {
  const list = value && itemsOfValue(value);
  if (!callee || !list) return undefined;
  const call = (item: Value): Value =>
    run.call(callee, { positional: [{ value: item, node }], named: new Map() }, node);
  return listOf(list.items.map(call), false, list.open);
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  range,
  enumerate,
  zip: (_run, values) => zipped(values.map(itemsOfValue)),
  len: length,
  list: (_run, [value]) => {
    const list = value && itemsOfValue(value);
    return value ? list && listOf(list.items, false, list.open) : listOf([]);
  },
  tuple: (_run, [value]) => {
    const list = value && itemsOfValue(value);
    return value ? list && listOf(list.items, true, list.open) : listOf([], true);
  },
  reversed: ordered(({ items }) => [...items].reverse()),
  sorted: ordered(({ items }) => (items.every((item) => numberOf(item) !== undefined) ? byNumber(items) : [...items])),
  map,
  min: extreme(Math.min),
  max: extreme(Math.max),
  sum: extreme((...numbers) => numbers.reduce((sum, number) => sum + number, 0)),
  round: (_run, [value]) => {
    const number = numberOf(value);
    return number !== undefined && Number.isInteger(number) ? value : undefined;
  },
  abs: (_run, [value]) => {
    const number = numberOf(value);
    return number === undefined ? undefined : known(Math.abs(number));
  },
  int: conversion("int"),
  float: conversion("float"),
  str: (_run, [value]) => {
    const text = value && textOfValue(value);
    return text === undefined ? undefined : known(text);
  },
  bool: truth,
  dict: dictionary,
  getattr,
  setattr: (run, [object, name, value], _passed, node) => {
    const text = stringOf(name);
    if (object && value && text !== undefined) setAttribute(run, object, text, value, node);
    return NONE;
  },
  hasattr: (run, [object, name], _passed, node) => {
    const text = stringOf(name);
    return object && text !== undefined && run.member(object, text, node).type !== "unknown" ? known(true) : undefined;
  },
  print: () => NONE,
};

const byNumber = (items: readonly Value[]): Value[] => [...items].sort((a, b) => numberOf(a)! - numberOf(b)!);

/** The call of a builtin function of Python. */
export function callBuiltin(run: Run, name: string, passed: Arguments, node: SyntaxNode): Value {
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  const values = passed.positional.map(({ value }) => value);
  if (!builtin || (passed.open !== undefined && name !== "dict")) return run.notKnown(node);
  return builtin(run, values, passed, node) ?? run.notKnown(node);
}
