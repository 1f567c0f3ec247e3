import * as v from "valibot";
import { issueAt, SpecError, type SpecIssue } from "./issue";
import { LIMITS } from "./limits";
import { walk } from "./walk";
import { ExploreSpec } from "./spec";

/** More than a person reads. */
const MOST_ISSUES = 100;
/** In a value with more elements only the first thing that is wrong is looked for: a million issues take seconds. */
const MANY_ELEMENTS = 20_000;

const keysOf = (issue: v.BaseIssue<unknown>): (string | number)[] =>
  (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** A spec whose layers are cut where there are too many: the next one is enough to refuse it. */
const cut = (value: unknown): unknown =>
  isObject(value) && "layers" in value && Array.isArray(value.layers) && value.layers.length > LIMITS.layers
    ? { ...value, layers: value.layers.slice(0, LIMITS.layers + 1) }
    : value;

/** The elements of the lists in a value, to the depth at which a spec has any. */
function elementsOf(value: unknown, depth = 4): number {
  if (!isObject(value)) return 0;
  const members: unknown[] = Object.values(value);
  if (members.length > LIMITS.layers + 1 || depth === 0) return members.length;
  return members.reduce<number>((sum, member) => sum + elementsOf(member, depth - 1), members.length);
}

/** Everything that is wrong with `value` as a spec, or the spec with its defaults filled in. */
export function checkSpec(
  value: unknown,
): { readonly spec: ExploreSpec } | { readonly issues: readonly [SpecIssue, ...SpecIssue[]] } {
  const whole = cut(value);
  let result = v.safeParse(ExploreSpec, whole, { abortEarly: true });
  if (!result.success && elementsOf(whole) < MANY_ELEMENTS) result = v.safeParse(ExploreSpec, whole);
  if (!result.success) {
    const [first, ...rest] = result.issues.slice(0, MOST_ISSUES).map((issue) => issueAt(keysOf(issue), issue.message));
    return { issues: [first as SpecIssue, ...rest] };
  }
  const [first, ...rest] = walk(result.output).issues;
  return first === undefined ? { spec: result.output } : { issues: [first, ...rest.slice(0, MOST_ISSUES)] };
}

/**
 * Reads a spec: checks every key, number and fan-in, and fills in what may be left out.
 *
 * @param value JSON as parsed, from a file or a message.
 * @throws {SpecError} with `path`, `message` and all `issues`.
 */
export function parseSpec(value: unknown): ExploreSpec {
  const checked = checkSpec(value);
  if ("issues" in checked) throw new SpecError(checked.issues);
  return checked.spec;
}
