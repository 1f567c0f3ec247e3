/** SVG as strings, for pictures of the README: on a light card, so that they read on light and dark pages alike. */

/** The colors of the pictures. */
export const COLOUR = {
  card: "#f8f9fb",
  edge: "#d5dae3",
  ink: "#24292f",
  quiet: "#5b6572",
  grid: "#e1e5ec",
  ours: "#1a66d0",
  slower: "#a9b7cc",
  faster: "#e3a04f",
} as const;

type Attributes = Readonly<Record<string, string | number>>;

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");

/** One element; numbers are written with two decimals. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    const short = typeof value === "number" ? String(Number(value.toFixed(2))) : escaped(value);
    return ` ${key}="${short}"`;
  });
  return `<${name}${written.join("")}>${content}</${name}>`;
}

/** A line of text, 12 pixels high unless told. */
export const text = (x: number, y: number, words: string, more: Attributes = {}): string =>
  element("text", { x, y, "font-size": 12, fill: COLOUR.ink, ...more }, escaped(words));

/** A rectangle. */
export const rect = (x: number, y: number, width: number, height: number, more: Attributes): string =>
  element("rect", { x, y, width, height, ...more });

/** A straight line. */
export const line = (x1: number, y1: number, x2: number, y2: number, more: Attributes): string =>
  element("line", { x1, y1, x2, y2, ...more });

/** A whole picture on its card. */
export const picture = (width: number, height: number, parts: readonly string[]): string =>
  element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", width, height, "font-family": "DejaVu Sans, Verdana, sans-serif" },
    rect(0.5, 0.5, width - 1, height - 1, { rx: 8, fill: COLOUR.card, stroke: COLOUR.edge }) + parts.join(""),
  );

/** Maps a logarithmic scale to pixels. */
export const logScale = (low: number, high: number, from: number, to: number) => (value: number) =>
  from + ((to - from) * Math.log(value / low)) / Math.log(high / low);

/** The powers of ten from low to high. */
export function decades(low: number, high: number): number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
}
