/** What XML 1.0 does not allow even when it is escaped: most control characters, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as XML may hold it, between tags and in attributes. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

/** Coordinates to a twentieth of a pixel: nobody sees more, and notebooks stay small. */
const short = (value: number): string => String(Math.round(value * 20) / 20);

/** Attributes of an element; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; `content` is XML. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(typeof value === "number" ? short(value) : value)}"`],
  );
  return content === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${content}</${name}>`;
}

/** Words at a place. */
export const words = (text: string, x: number, y: number, attributes: Attributes = {}): string =>
  element("text", { x, y, ...attributes }, escapeXml(text));

/** A straight line. */
export const segment = (
  from: readonly [number, number],
  to: readonly [number, number],
  attributes: Attributes,
): string =>
  element("path", {
    d: `M${short(from[0])} ${short(from[1])}L${short(to[0])} ${short(to[1])}`,
    fill: "none",
    ...attributes,
  });

/** The data of a path through points. */
export const pathData = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
