import type { ExploreSpec } from "../../formats/index";
import { isObject, type Members } from "./values";

/** How a JSON text is laid out. */
export interface Layout {
  /** One step of indentation. */
  readonly unit: string;
  readonly eol: string;
}

/** The layout of texts that we write from nothing. */
export const LAYOUT: Layout = { unit: "  ", eol: "\n" };

/** A value stays on one line while the line is no longer. */
const WIDTH = 100;

const entriesOf = (value: Members): [string, unknown][] =>
  Object.entries(value).filter(([, member]) => member !== undefined);

/** Layers stand one to a line, however short; so does everything around them. */
const isLong = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isObject) : isObject(value) && Object.values(value).some(isLong);

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = entriesOf(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/**
 * `value` as JSON text: one line where it fits, else one line for each member; lists of numbers are never broken.
 *
 * @param indent The indentation of the line on which the value begins.
 */
export function render(value: unknown, layout: Layout, indent = ""): string {
  const line = inline(value);
  const numbers = Array.isArray(value) && !value.some(isObject);
  if (numbers || !(isObject(value) || Array.isArray(value))) return line;
  if (!isLong(value) && indent.length + line.length <= WIDTH) return line;
  const deeper = indent + layout.unit;
  const lines = Array.isArray(value)
    ? value.map((item) => deeper + render(item, layout, deeper))
    : entriesOf(value).map(([key, member]) => `${deeper}${JSON.stringify(key)}: ${render(member, layout, deeper)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return [open, lines.join(`,${layout.eol}`), indent + close].join(layout.eol);
}

/** A spec as the text of a file: every setting spelled out, one layer to a line. */
export function specText(spec: ExploreSpec): string {
  return render(spec, LAYOUT) + LAYOUT.eol;
}
