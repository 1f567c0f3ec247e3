/** The part of `node:assert/strict` that suites use, for the web extension host, which has no Node. */
const show = (value: unknown): string => {
  const text = JSON.stringify(value, (_key, part: unknown) => (typeof part === "bigint" ? `${part}n` : part)) as
    string | undefined;
  return (text ?? String(value)).slice(0, 1000);
};

const complain = (message: string | undefined, otherwise: string): never => {
  throw new Error(message ?? otherwise);
};

/** Throws. */
export const fail = (message?: string): never => complain(message, "failed");

/** Holds if `value` is truthy. */
export function ok(value: unknown, message?: string): void {
  if (!value) complain(message, `${show(value)} is not truthy`);
}

/** Holds if both are the same value, as Object.is sees it. */
export function equal(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) complain(message, `${show(actual)} is not ${show(expected)}`);
}

/** Holds unless both are the same value. */
export function notEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) complain(message, `both are ${show(actual)}`);
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length && left.every(([key, value]) => key in b && same(value, b[key as keyof typeof b]))
  );
}

/** Holds if both have the same prototype and, all the way down, the same own values. */
export function deepEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!same(actual, expected)) complain(message, `${show(actual)}\n  is not\n${show(expected)}`);
}

/** Holds if the pattern is found in the text. */
export function match(text: string, pattern: RegExp, message?: string): void {
  if (!pattern.test(text)) complain(message, `${show(text)} does not match ${pattern}`);
}

/** Holds unless the pattern is found in the text. */
export function doesNotMatch(text: string, pattern: RegExp, message?: string): void {
  if (pattern.test(text)) complain(message, `${show(text)} matches ${pattern}`);
}

const fits = (error: unknown, pattern?: RegExp): void => {
  if (pattern) match(String(error), pattern);
};

/** Holds if `action` throws, an error that the pattern fits. */
export function throws(action: () => unknown, pattern?: RegExp): void {
  try {
    action();
  } catch (error) {
    fits(error, pattern);
    return;
  }
  fail("nothing was thrown");
}

/** Holds if the promise is rejected, with an error that the pattern fits. */
export async function rejects(promise: Promise<unknown> | (() => Promise<unknown>), pattern?: RegExp): Promise<void> {
  const error = await (typeof promise === "function" ? promise() : promise).then(() => undefined, wrap);
  if (!error) fail("nothing was thrown");
  fits(error?.thrown, pattern);
}

const wrap = (thrown: unknown): { readonly thrown: unknown } => ({ thrown });

/** As in Node, the module is itself `ok`. */
export default Object.assign(ok, {
  ok,
  fail,
  equal,
  strictEqual: equal,
  notEqual,
  notStrictEqual: notEqual,
  deepEqual,
  deepStrictEqual: deepEqual,
  match,
  doesNotMatch,
  throws,
  rejects,
});
