/** What a literal or an arithmetic expression is; Python's None is null. */
export type Value = number | boolean | string | null;

/** What `math.pi` and its likes are, by the name after the dot. */
export const CONSTANTS: Readonly<Record<string, number>> = { inf: Infinity, nan: NaN, pi: Math.PI, e: Math.E };

/** The largest exponent that is calculated. */
export const MOST_FACTORS = 64;

/** a^b by multiplication, since engines differ in the last bits of `**`; square roots are exact. NaN for other exponents. */
export function power(a: number, b: number): number {
  if (b === 0.5) return Math.sqrt(a);
  if (b < 0) return 1 / power(a, -b);
  if (!Number.isInteger(b) || b > MOST_FACTORS) return NaN;
  let product = 1;
  for (let i = 0; i < b; i++) product *= a;
  return product;
}

/** Python's operators; "//" and "%" round down, and the sign of "%" is the divisor's. */
export const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a - b * Math.floor(a / b),
  "**": power,
};

/** A Python number literal: 4_096, 1e-3, .5, 0xff. NaN for an imaginary one. */
export const literal = (text: string): number => Number(text.replaceAll("_", ""));

/** A string literal without a prefix and without escapes, else undefined. */
export const stringOf = (text: string): string | undefined => /^(["'])([^"'\\\r\n]*)\1$/.exec(text)?.[2];

/** float("nan"), float("inf") and numbers turned into one another. */
export function converted(name: string, value: Value): number | undefined {
  const text = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (name === "int") return typeof text === "number" ? Math.trunc(text) : undefined;
  if (name !== "float" || text === null || typeof text === "boolean") return undefined;
  if (typeof text === "number") return text;
  const special = /^([+-]?)(nan|inf|infinity)$/.exec(text);
  if (special) return special[2] === "nan" ? NaN : special[1] === "-" ? -Infinity : Infinity;
  return text === "" || Number.isNaN(literal(text)) ? undefined : literal(text);
}
