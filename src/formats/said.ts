import type * as v from "valibot";
import { inMessage } from "./number";

/** What valibot expects, in words. */
const EXPECTED: Readonly<Record<string, string>> = {
  Array: "a list",
  Object: "an object",
  number: "a number",
  string: "text",
  null: "null",
};
/** Checks that valibot has no expectation for, by their types. */
const CHECKED: Readonly<Record<string, string>> = {
  integer: "a whole number",
  safe_integer: "a whole number of at most 2^53",
  finite: "a finite number",
};

/** What is wrong in a report, in words: what belongs there, and what is there instead. */
export function said(issue: v.BaseIssue<unknown>): string {
  // Ours, and not one that valibot made.
  if (!issue.message.startsWith("Invalid ")) return issue.message;
  if (issue.received === "undefined") return "this is missing";
  const parts = issue.expected?.replace(/^\((.*)\)$/, "$1").split(" | ") ?? [];
  const expected = parts.map((part) => EXPECTED[part] ?? part).join(" or ");
  return `this is ${inMessage(issue.input)}, and it must be ${CHECKED[issue.type] ?? expected}`;
}
