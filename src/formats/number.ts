import * as v from "valibot";
import { LIMITS } from "./limits";

const shown = (value: unknown): string =>
  typeof value === "string"
    ? JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
    : typeof value === "object" && value !== null
      ? Array.isArray(value)
        ? "a list"
        : "an object"
      : String(value);

/** A whole number with a thin space between thousands, as everywhere in the product: 10 000. No line breaks at it. */
export const grouped = (n: number): string => {
  const digits = String(Math.abs(n));
  const first = digits.length % 3 || 3;
  const groups = digits.slice(first).match(/.../g) ?? [];
  return [`${n < 0 ? "-" : ""}${digits.slice(0, first)}`, ...groups].join("\u202f");
};

/** A number that is finite as float32; `what` names it in the message and in the editor's hover. */
export const float32 = (what: string, low: number = -LIMITS.float32, high: number = LIMITS.float32) => {
  const range =
    low === 0 && high === LIMITS.float32
      ? "a number that is 0 or more and finite as float32"
      : low === -LIMITS.float32 && high === LIMITS.float32
        ? "a number that is finite as float32 (at most 3.4e38 in magnitude)"
        : `a number from ${low} to ${high}`;
  const message = (issue: { input: unknown }) => `${what} is ${range}, but this is ${shown(issue.input)}`;
  return v.pipe(
    v.number(message),
    v.minValue(low, message),
    v.maxValue(high, message),
    v.description(`${what}: ${range}.`),
  );
};

/** An integer from `low` to `high`, both included; the message states both. */
export const integer = (what: string, low: number, high: number) => {
  const range = `a whole number from ${low} to ${grouped(high)}`;
  const message = (issue: { input: unknown }) => `${what} is ${range}, but this is ${shown(issue.input)}`;
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(low, message),
    v.maxValue(high, message),
    v.description(`${what}: ${range}.`),
  );
};

/** A value of a spec in a message: strings in quotes and cut, lists and objects named, not printed. */
export const inMessage = shown;
