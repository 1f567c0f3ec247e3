import type { ReportSpec } from "./spec";

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Whether two values of JSON are the same; the order of keys means nothing, and a member that is undefined isn't there. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isMembers(a) || !isMembers(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  return [...Object.keys(a), ...Object.keys(b)].every((key) => sameValue(a[key], b[key]));
}

/** Whether two specs say the same experiment, whatever their `$schema`. */
export const sameSpec = <S extends ReportSpec>(a: S, b: S): boolean =>
  a === b || sameValue({ ...a, $schema: undefined }, { ...b, $schema: undefined });
