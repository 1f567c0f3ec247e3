import { flattened } from "./items";
import type { Arguments, Passed, Run } from "./run";
import type { Tensor, Value } from "./values";

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
