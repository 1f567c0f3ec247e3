import * as v from "valibot";
import { issueAt, SpecError, type SpecIssue } from "./issue";
import { shapeOf } from "./shape";
import { ExploreSpec } from "./spec";

/** More than a person reads; a list of a million wrong values stays quick to refuse. */
const MOST_ISSUES = 100;

const keysOf = (issue: v.BaseIssue<unknown>): (string | number)[] =>
  (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));

/** Everything that is wrong with `value` as a spec, or the spec with its defaults filled in. */
export function checkSpec(
  value: unknown,
): { readonly spec: ExploreSpec } | { readonly issues: readonly [SpecIssue, ...SpecIssue[]] } {
  const result = v.safeParse(ExploreSpec, value);
  if (!result.success) {
    const [first, ...rest] = result.issues.slice(0, MOST_ISSUES).map((issue) => issueAt(keysOf(issue), issue.message));
    return { issues: [first as SpecIssue, ...rest] };
  }
  const [first, ...rest] = shapeOf(result.output).issues;
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
