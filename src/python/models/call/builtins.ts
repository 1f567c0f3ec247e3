import { converted } from "../../syntax/arithmetic";
import { addEntries } from "../expression/collection";
import { textOfValue } from "../expression/text";
import { setAttribute } from "../modules/children";
import { COSTS } from "../values/budget";
import { itemsOfValue, made } from "../values/items";
import type { Call, Run } from "../values/run";
import { known, NONE, numberOf, stringOf, truthOf, type Dictionary, type List, type Value } from "../values/values";

/** More rounds than any loop over layers has. */
const MOST_ROUNDS = 2_000;

type Builtin = (call: Call, values: readonly Value[]) => Value | undefined;

/** Numbers as a list. */
function numberList(run: Run, length: number, at: (index: number) => number): List {
  run.spend(COSTS.literal * length);
  return made(
    run,
    Array.from({ length }, (_, index) => known(at(index))),
  );
}

const range: Builtin = ({ run }, values) => {
  const [a, b, step = 1] = values.map(numberOf);
  const [low, high] = b === undefined ? [0, a] : [a, b];
  if (low === undefined || high === undefined || values.length === 0 || !step) return undefined;
  if (values.some((value) => numberOf(value) === undefined)) return undefined;
  const rounds = Math.ceil((high - low) / step);
  return rounds > MOST_ROUNDS ? undefined : numberList(run, Math.max(0, rounds), (index) => low + index * step);
};

/** The shortest list decides, as in Python; the lists are as open as any of them. */
function zipped(run: Run, lists: readonly (List | undefined)[]): Value | undefined {
  const all = lists.filter((list) => list !== undefined);
  if (all.length < lists.length || all.length === 0) return undefined;
  const length = all.reduce((least, { items }) => Math.min(least, items.length), Infinity);
  run.spend(length * (COSTS.list + all.length));
  const open = all.find((list) => list.open !== undefined)?.open;
  const row = (at: number): List =>
    made(
      run,
      all.map(({ items }) => items[at]!),
      true,
    );
  return made(
    run,
    Array.from({ length }, (_, at) => row(at)),
    false,
    open,
  );
}

const enumerate: Builtin = ({ run, passed }, [value]) => {
  const list = value && itemsOfValue(run, value);
  const start = numberOf(passed.named.get("start")?.value ?? passed.positional[1]?.value) ?? 0;
  return list && zipped(run, [numberList(run, list.items.length, (index) => start + index), list]);
};

const ordered =
  (turn: (list: List) => Value[]): Builtin =>
  ({ run }, [value]) => {
    const list = value && itemsOfValue(run, value);
    run.spend(list?.items.length ?? 0);
    return list && made(run, turn(list), false, list.open);
  };

/** `list(…)` and `tuple(…)`. */
const listing =
  (tuple: boolean): Builtin =>
  ({ run }, [value]) => {
    const list = value ? itemsOfValue(run, value) : made(run, []);
    return list && made(run, list.items, tuple, list.open);
  };

const length: Builtin = ({ run }, [value]) => {
  const list = value && itemsOfValue(run, value);
  return list && list.open === undefined ? known(list.items.length) : undefined;
};

const extreme =
  (pick: (a: number, b: number) => number, start?: number): Builtin =>
  ({ run }, values) => {
    const all = values.length === 1 && values[0] ? itemsOfValue(run, values[0])?.items : values;
    run.spend(all?.length ?? 0);
    const numbers = all?.map(numberOf) ?? [];
    const sure = numbers.filter((number) => number !== undefined);
    if (sure.length === 0 || sure.length < numbers.length) return undefined;
    return known(start === undefined ? sure.reduce((a, b) => pick(a, b)) : sure.reduce((a, b) => pick(a, b), start));
  };

const conversion =
  (name: string): Builtin =>
  (_run, [value]) => {
    if (value?.type !== "known") return undefined;
    const result = converted(name, value.value);
    if (result === undefined || !Number.isFinite(result)) return undefined;
    return result === value.value ? value : known(result);
  };

const dictionary: Builtin = ({ run, passed }, [value]) => {
  const entries = new Map<string, Value>();
  const result: Dictionary = { type: "dictionary", entries };
  run.spend(COSTS.map + COSTS.entry * passed.named.size);
  if (value?.type === "dictionary") addEntries(run, result, value);
  else if (value?.type === "list") {
    run.spend(COSTS.entry * value.items.length);
    for (const pair of value.items) {
      const key = pair.type === "list" ? stringOf(pair.items[0]) : undefined;
      if (pair.type !== "list" || key === undefined || !pair.items[1]) return undefined;
      entries.set(key, pair.items[1]);
    }
  } else if (value) return undefined;
  for (const [name, { value: entry }] of passed.named) entries.set(name, entry);
  if (value?.open !== undefined) result.open = value.open;
  return result;
};

const getattr: Builtin = ({ run, node }, [object, name, otherwise]) => {
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

const map: Builtin = ({ run, node }, [callee, value]) => {
  const list = value && itemsOfValue(run, value);
  if (!callee || !list) return undefined;
  const call = (item: Value): Value =>
    run.call(callee, { positional: [{ value: item, node }], named: new Map() }, node);
  return made(run, list.items.map(call), false, list.open);
};

const BUILTINS: Readonly<Record<string, Builtin>> = {
  range,
  enumerate,
  zip: ({ run }, values) =>
    zipped(
      run,
      values.map((value) => itemsOfValue(run, value)),
    ),
  len: length,
  list: listing(false),
  tuple: listing(true),
  reversed: ordered(({ items }) => [...items].reverse()),
  sorted: ordered(({ items }) => (items.every((item) => numberOf(item) !== undefined) ? byNumber(items) : [...items])),
  map,
  min: extreme(Math.min),
  max: extreme(Math.max),
  sum: extreme((a, b) => a + b, 0),
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
  setattr: ({ run, node }, [object, name, value]) => {
    const text = stringOf(name);
    if (object && value && text !== undefined) setAttribute(run, object, text, value, node);
    return NONE;
  },
  hasattr: ({ run, node }, [object, name]) => {
    const text = stringOf(name);
    return object && text !== undefined && run.member(object, text, node).type !== "unknown" ? known(true) : undefined;
  },
  print: () => NONE,
};

const byNumber = (items: readonly Value[]): Value[] => [...items].sort((a, b) => numberOf(a)! - numberOf(b)!);

/** The call of a builtin function of Python. */
export function callBuiltin(call: Call, name: string): Value {
  const { run, passed, node } = call;
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  const values = passed.positional.map(({ value }) => value);
  if (!builtin || (passed.open !== undefined && name !== "dict")) return run.notKnown(node);
  return builtin(call, values) ?? run.notKnown(node);
}
