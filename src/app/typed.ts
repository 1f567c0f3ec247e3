/** What a person typed as a number; the text itself where it is none, so that the message can quote it. */
export function numberOf(text: string): number | string {
  const bare = text.replace(/[\s\u2009\u202f]/g, "").replace(/^\u2212/, "-");
  const value = Number(bare);
  return bare === "" || Number.isNaN(value) ? text : value;
}

/** A list of numbers separated by commas or spaces. */
export const listOf = (text: string): (number | string)[] =>
  text
    .split(/[\s,;[\]]+/)
    .filter((part) => part !== "")
    .map(numberOf);

/** How a value of a draft stands in its field. */
export const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(", ")
    : typeof value === "number" || typeof value === "string"
      ? String(value)
      : "";
