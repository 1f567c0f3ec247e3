import type { Reason, SourceSpan } from "../../../formats/index";
import type { Value as Plain } from "../../syntax/arithmetic";
import type { External, Known, List, Unknown, Value } from "./value-types";

export type * from "./value-types";

/** What is not known, and why. */
export const unknown = (why: Reason): Unknown => ({ type: "unknown", why });

/** A value that is what it is in training: in evaluation it is another. */
export const inTraining = (value: Value): Value =>
  value.type === "known" || value.type === "unknown" ? { ...value, trainingOnly: true } : value;

/** Whether a value is what it is in training alone. */
export const isTrainingOnly = (value: Value): boolean =>
  (value.type === "known" || value.type === "unknown") && value.trainingOnly === true;

/** A value that the source says. */
export const known = (value: Plain, origin?: SourceSpan): Known =>
  origin === undefined ? { type: "known", value } : { type: "known", value, origin };

/** A list, or a tuple, of its own. */
export const listOf = (items: readonly Value[], tuple = false, open?: Reason): List => ({
  type: "list",
  tuple,
  items: [...items],
  ...(open === undefined ? {} : { open }),
});

/** Python's None. */
export const NONE = known(null);

/** Whether a value is Python's None. */
export const isNone = (value: Value): boolean => value.type === "known" && value.value === null;

/** The number that a value is, undefined for all else; Python's truth values are numbers too, but no sizes. */
export const numberOf = (value: Value | undefined): number | undefined =>
  value?.type === "known" && typeof value.value === "number" ? value.value : undefined;

/** The text that a value is, undefined for all else. */
export const stringOf = (value: Value | undefined): string | undefined =>
  value?.type === "known" && typeof value.value === "string" ? value.value : undefined;

/** Whether two values are the same: equal where they are known, one object elsewhere. */
export const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b ||
  (a?.type === "known" && b?.type === "known" && a.value === b.value) ||
  (a?.type === "tensor" && b?.type === "tensor" && a.step === b.step);

/** Whether a name of another file is a class or a function, which are never None; a constant might be. */
export const isDefinition = ({ path }: External): boolean =>
  /^(?:torch|keras|tensorflow|builtins)\./.test(path) || /(?:^|\.)[A-Z][A-Z\d_]*[a-z]\w*$/.test(path);

/** Python's truth of a value, undefined where the source does not say it. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.type) {
    case "known":
      return Boolean(value.value);
    case "list":
      return value.items.length > 0 ? true : value.open === undefined ? false : undefined;
    case "dictionary":
      return value.entries.size > 0 ? true : value.open === undefined ? false : undefined;
    case "module":
      return value.maybe === undefined && value.form !== "list" ? true : undefined;
    case "unknown":
    case "tensor":
    case "node":
    case "training":
      return undefined;
    case "external":
      return isDefinition(value) ? true : undefined;
    case "function":
    case "class":
    case "instance":
    case "method":
    case "bound":
    case "partial":
    case "super":
      return true;
  }
}
