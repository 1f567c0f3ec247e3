/** The members of an object of JSON. */
export type Members = Readonly<Record<string, unknown>>;

/** Whether a value of JSON has members. */
export const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an object says that it is. */
export const kindOf = (value: unknown): unknown => (isObject(value) ? value["kind"] : undefined);

/** The same text for the same value, member by member: the order of keys means nothing. */
export const key = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    isObject(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
