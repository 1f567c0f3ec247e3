import * as v from "valibot";
import { inMessage } from "./number";

const listed = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(", ");

/** A message for each way in which a value is not an object with exactly these keys. */
export const strict = <const E extends v.ObjectEntries>(what: string, entries: E) =>
  v.strictObject(entries, (issue) => {
    const key: string = issue.path === undefined ? "" : String(issue.path.at(-1)?.key);
    if (issue.expected === "never") {
      return `${what} has no key ${inMessage(key)}; it has ${listed(Object.keys(entries))}`;
    }
    if (issue.received === "undefined" && key !== "") return `${what} needs "${key}", which is missing`;
    return `${what} is an object with ${listed(Object.keys(entries))}, but this is ${inMessage(issue.input)}`;
  });

/** One alternative of a union that is told apart by `kind`. */
export const object = <const K extends string, const E extends v.ObjectEntries>(
  kind: K,
  entries: E,
  description: string,
) => v.pipe(strict(`"${kind}"`, { kind: v.literal(kind), ...entries }), v.description(description));

/** The message of a union told apart by `kind`: it lists the kinds there are. */
export const kindMessage = (what: string, kinds: readonly string[]) => (issue: v.VariantIssue) =>
  issue.path?.at(-1)?.key === "kind"
    ? `There is no ${what} of kind ${inMessage(issue.input)}; the kinds are ${listed(kinds)}`
    : `A ${what} is an object with a "kind", one of ${listed(kinds)}, but this is ${inMessage(issue.input)}`;
