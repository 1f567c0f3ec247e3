import type { Reason } from "../../../formats/index";
import { addEntries } from "../expression/collection";
import { joined, textOfValue } from "../expression/text";
import { callModule } from "../modules/forward";
import { moduleMethod } from "../modules/methods";
import { COSTS } from "../values/budget";
import { itemsOfValue, keyOf, made, MOST_ITEMS, namesIn, pairsOf } from "../values/items";
import type { Call } from "../values/run";
import {
  known,
  NONE,
  numberOf,
  stringOf,
  type Dictionary,
  type List,
  type Method,
  type Value,
  type Super,
  type Tensor,
} from "../values/values";
import { commandLineMethod } from "./command-line";
import { constructBase } from "./instantiate";

/** append, extend, insert and pop of a list; what happens in doubt leaves the list open. */
function listMethod({ run, passed: { positional } }: Call, list: List, name: string): Value | undefined {
  const [first, second] = positional.map(({ value }) => value);
  const doubt = run.doubts.at(-1);
  // What moves the items after it.
  if (/^(?:insert|pop|reverse)$/.test(name)) run.spend(list.items.length >> 2);
  if (doubt !== undefined && /^(append|extend|insert|pop|reverse|clear|remove)$/.test(name)) list.open ??= doubt;
  switch (name) {
    case "append":
      run.spend(1);
      if (first) list.items.push(first);
      return NONE;
    case "extend": {
      const items = first && itemsOfValue(run, first);
      run.spend(items?.items.length ?? 0);
      const fits = items && list.items.length + items.items.length <= MOST_ITEMS;
      if (fits) list.items.push(...items.items);
      const open: Reason | undefined = fits ? items.open : { code: "list_extended" };
      if (open !== undefined) list.open ??= open;
      return NONE;
    }
    case "insert":
      if (second) list.items.splice(numberOf(first) ?? 0, 0, second);
      return NONE;
    case "pop": {
      const at = first ? numberOf(first) : -1;
      return at === undefined ? undefined : list.items.splice(at, 1)[0];
    }
    case "reverse":
      list.items.reverse();
      return NONE;
    case "copy":
      return made(run, list.items, list.tuple, list.open);
    default:
      return undefined;
  }
}

function dictionaryMethod({ run, passed }: Call, dictionary: Dictionary, name: string): Value | undefined {
  const [first, second] = passed.positional.map(({ value }) => value);
  const { entries, open } = dictionary;
  const key = first && keyOf(first);
  switch (name) {
    case "get":
    case "pop":
    case "setdefault":
      if (key === undefined) return undefined;
      return entries.get(key) ?? (open === undefined ? (second ?? NONE) : undefined);
    case "keys":
      return namesIn(run, entries, open);
    case "values":
      return made(run, [...entries.values()], false, open);
    case "items":
      return pairsOf(run, entries, open);
    case "copy":
      run.spend(COSTS.map + COSTS.entry * entries.size);
      return { ...dictionary, entries: new Map(entries) };
    case "update":
      if (first?.type === "dictionary") addEntries(run, dictionary, first);
      else if (first) dictionary.open ??= { code: "dictionary_updated" };
      for (const [one, { value }] of passed.named) entries.set(one, value);
      return NONE;
    default:
      return undefined;
  }
}

function textMethod({ run, passed: { positional } }: Call, text: string, name: string): Value | undefined {
  const argument = positional[0]?.value;
  run.spend(text.length >> 4);
  if (name === "lower") return known(text.toLowerCase());
  if (name === "upper") return known(text.toUpperCase());
  if (name === "strip" && !argument) return known(text.trim());
  const other = stringOf(argument);
  if (name === "startswith" && other !== undefined) return known(text.startsWith(other));
  if (name === "endswith" && other !== undefined) return known(text.endsWith(other));
  const shown = argument && textOfValue(argument);
  const [before, after, more] = text.split("{}", 3);
  if (name !== "format" || positional.length !== 1 || shown === undefined || more !== undefined) return undefined;
  const whole = after === undefined ? undefined : joined(run, [before!, shown, after]);
  return whole === undefined ? undefined : known(whole);
}

/** `super().name(…)`, of a base of another file. */
function superMethod(call: Call, { self }: Super, name: string): Value {
  const { run, node } = call;
  if (self.type === "module" && name === "__init__") constructBase(call, self);
  else if (self.type === "module" && self.base && /^(forward|call|__call__)$/.test(name)) {
    return callModule(call, self.base);
  }
  return name === "__init__" ? NONE : run.notKnown(node);
}

/** What a method gives of a value of a forward pass: that of the first framework whose values have it. */
function tensorMethod(call: Call, tensor: Tensor, name: string): Value | undefined {
  for (const framework of call.run.frameworks) {
    const value = framework.applyMethod(call, tensor, name);
    if (value) return value;
  }
  return undefined;
}

function resultOf(call: Call, { of, name }: Method): Value | undefined {
  switch (of.type) {
    case "tensor":
      return tensorMethod(call, of, name);
    case "module":
      return moduleMethod(call, of, name);
    case "list":
      return listMethod(call, of, name);
    case "dictionary":
      return dictionaryMethod(call, of, name);
    case "known":
      return typeof of.value === "string" ? textMethod(call, of.value, name) : undefined;
    case "instance":
      return commandLineMethod(of, name, call.passed);
    case "super":
      return superMethod(call, of, name);
    case "bound":
    case "class":
    case "external":
    case "function":
    case "method":
    case "node":
    case "partial":
    case "training":
    case "unknown":
      return undefined;
  }
}

/** The call of a method that isn't a function of this file. */
export const callMethod = (call: Call, method: Method): Value => resultOf(call, method) ?? call.run.notKnown(call.node);
