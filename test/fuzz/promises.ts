import assert from "node:assert/strict";

/** A value as a file or message carries it. */
export const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

/** What was read is read again as itself, once a file has carried it. */
export function readsAsItself(parse: (value: unknown) => unknown, value: unknown): void {
  assert.deepEqual(sent(parse(sent(value))), sent(value));
}

/** Fails where a value holds a number that is none. */
export function holdsNumbers(value: unknown, what: string): void {
  JSON.stringify(value, (key, member: unknown) => {
    if (typeof member === "number") assert.ok(Number.isFinite(member), `${what}: ${key} is ${member}`);
    return member;
  });
}
