import type { Random } from "./random";

/** Numbers at the edges of what float64, float32 and counts hold. */
const NUMBERS = [
  ...[0, -0, 1, -1, 2, 0.5, 1e-7, 149, -149, 128, 512, 1e9, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e16, 3.4e38],
  ...[3.5e38, -3.4e38, 1e39, 1e150, 1e200, 1.7e308, -1.7e308, Number.MAX_VALUE, Number.MIN_VALUE, 1e-320],
];
const WORDS = ["", "kind", "dropout", "linear", "normal", "values", "a\u0000b", "\ud800", "[x](command:y)", "NaN"];
const KEYS = ["__proto__", "constructor", "toString", "length", "$schema", "extra", "", "0"];

/** A container of a JSON value, with the keys of its members. */
interface Spot {
  readonly parent: Record<string, unknown>;
  readonly keys: readonly string[];
}

function spotsOf(value: unknown, found: Spot[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return found;
  const keys = Object.keys(value).slice(0, 200);
  found.push({ parent: value as Record<string, unknown>, keys });
  for (const key of keys) spotsOf((value as Record<string, unknown>)[key], found);
  return found;
}

/** Sets a member even where its name is `__proto__`, as `JSON.parse` does. */
const set = (parent: object, key: string, value: unknown): void =>
  void Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });

function another(random: Random, value: unknown): unknown {
  if (typeof value === "number" && random.chance(0.9)) {
    const kinds = [() => random.pick(NUMBERS), () => -value, () => value * 10 ** random.between(-300, 300)];
    const made = random.pick([...kinds, () => Math.round(value), () => value + random.pick([1, -1, 1e-9])])();
    // JSON has no infinities.
    return Number.isFinite(made) ? made : random.pick(NUMBERS);
  }
  if (typeof value === "string" && random.chance(0.7)) return random.pick([...WORDS, `${value}x`, value.slice(1)]);
  return random.pick<unknown>([null, true, random.pick(NUMBERS), random.pick(WORDS), [], {}, [value], { kind: value }]);
}

function changeList(random: Random, list: unknown[]): void {
  const at = random.below(list.length);
  const kind = random.below(4);
  if (kind === 0) list.splice(at, random.magnitude(list.length));
  else if (kind === 1) list.splice(at, 0, structuredClone(list[at]));
  else if (kind === 2) list.push(...random.many(random.magnitude(random.chance(0.05) ? 2_000 : 8), () => list[at]));
  else list.reverse();
}

function change(random: Random, spots: readonly Spot[]): void {
  const { parent, keys } = random.pick(spots);
  if (keys.length === 0 || random.chance(0.05)) {
    if (Array.isArray(parent)) parent.push(random.pick(NUMBERS));
    else set(parent, random.pick(KEYS), random.pick(NUMBERS));
    return;
  }
  const key = random.pick(keys);
  if (Array.isArray(parent) && random.chance(0.3)) changeList(random, parent);
  else if (random.chance(0.1)) Reflect.deleteProperty(parent, key);
  else if (random.chance(0.1)) {
    const other = random.pick(spots);
    set(parent, key, structuredClone(other.keys.length > 0 ? other.parent[random.pick(other.keys)] : null));
  } else set(parent, key, another(random, parent[key]));
}

/** A copy of a JSON value with members changed, taken out, doubled or put elsewhere; what comes out is JSON. */
export function mutatedJson(random: Random, value: unknown): unknown {
  const copy = structuredClone(value);
  for (let left = random.magnitude(5); left > 0; left--) {
    const spots = spotsOf(copy);
    if (spots.length > 0) change(random, spots);
  }
  // Holes of lists, undefined members and values that are in two places become what a file can hold.
  return JSON.parse(JSON.stringify(copy)) as unknown;
}

/** A value of JSON of any form, a few levels deep. */
export function anyJson(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 6 : 4);
  if (kind === 0) return random.pick(NUMBERS);
  if (kind === 1) return random.pick(WORDS);
  if (kind === 2) return random.chance(0.5);
  if (kind === 3) return null;
  const members = random.many(random.below(5), () => anyJson(random, depth - 1));
  if (kind === 4) return members;
  return Object.fromEntries(members.map((member) => [random.pick([...KEYS, ...WORDS, "version", "layers"]), member]));
}
