import type { Reason } from "../../../formats/index";
import { COSTS } from "../values/budget";
import { made } from "../values/items";
import type { Arguments, Run } from "../values/run";
import { unknown, type Dictionary, type Parameter, type Value, type Scope } from "../values/values";

/** What a parameter is that no argument fills: its default, an object of the class that annotates it, or not known. */
function standing(run: Run, parameter: Parameter, scope: Scope, open: Reason | undefined): Value {
  const { name, standard, annotation } = parameter;
  const why: Reason = { code: "not_known", text: name };
  if (open !== undefined) return unknown(open);
  if (standard) return standard;
  const named = annotation?.name === "VariableName" ? run.textOf(annotation) : undefined;
  const annotated = named === undefined ? undefined : scope.get(named);
  if (annotated?.type === "class" && annotated.fields.length > 0) {
    return { type: "instance", class: annotated, attributes: new Map(), open: why };
  }
  return unknown(why);
}

/** The values of a function's parameters, as Python pairs arguments with them. */
export function bind(
  run: Run,
  parameters: readonly Parameter[],
  passed: Arguments,
  scope: Scope,
): ReadonlyMap<string, Value> {
  const bound = new Map<string, Value>();
  const named = new Map(passed.named);
  let next = 0;
  run.spend(COSTS.map + COSTS.entry * (parameters.length + named.size));
  for (const parameter of parameters) {
    const { name, star, keywordOnly } = parameter;
    if (star === "**") continue;
    if (star === "*") {
      const rest = passed.positional.slice(next).map(({ value }) => value);
      bound.set(name, made(run, rest, true, passed.open));
      next = passed.positional.length;
    } else {
      const argument = keywordOnly ? named.get(name) : (passed.positional[next++] ?? named.get(name));
      bound.set(name, argument?.value ?? standing(run, parameter, scope, passed.open));
      named.delete(name);
    }
  }
  const rest = parameters.find(({ star }) => star === "**");
  if (rest) {
    const entries = new Map([...named].map(([name, { value }]) => [name, value]));
    const dictionary: Dictionary = { type: "dictionary", entries };
    if (passed.open !== undefined) dictionary.open = passed.open;
    bound.set(rest.name, dictionary);
  }
  return bound;
}
