import { aligned, shortened } from "./aligned";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { formatNumber } from "./numbers";

/** More layers, notes or characters than these are not shown: a summary says what there is. */
const MOST_LAYERS = 30;
const MOST_NOTES = 5;
const MOST_CHARACTERS = 400;
const TITLE = 40;

/** What `value` holds under a key; undefined where it isn't an object. */
const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text or a number in one short line; null where it is neither. */
function plain(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? shortened(value.replace(/\s+/g, " "), TITLE) : null;
}

function meanOf(layer: unknown, mode: string): string {
  const mean = at(at(at(layer, "modes"), mode), "mean");
  return typeof mean === "number" ? formatNumber(mean) : "–";
}

function layerLines(layers: readonly unknown[]): string[] {
  if (layers.length === 0) return [];
  const lines = layers.slice(0, MOST_LAYERS).map((layer) => {
    const title = [at(layer, "name"), at(layer, "label")].flatMap((part) => plain(part) ?? []).join(" ");
    return [title, ...MODE_ORDER.map((mode) => meanOf(layer, mode))];
  });
  const more = layers.length - lines.length;
  return [
    "",
    ...aligned([["mean", ...MODE_ORDER.map((mode) => MODE_NAMES[mode])], ...lines]),
    ...(more > 0 ? [`… and ${more} more layers`] : []),
  ];
}

/**
 * What can be read of something that may be no report, in a few lines of text; never empty, and never throws.
 *
 * @param value JSON as parsed; undefined where it is none.
 * @param text Where there is no JSON, its beginning is the summary.
 */
export function rawSummary(value: unknown, text: string): string {
  const facts = ["kind", "version", "model"].flatMap((key) => {
    const fact = plain(at(value, key));
    return fact === null ? [] : [`${key}: ${fact}`];
  });
  const layers = list(at(value, "layers"));
  const count = Array.isArray(at(value, "layers")) ? [`layers: ${layers.length}`] : [];
  const notes = list(at(value, "notes")).slice(0, MOST_NOTES);
  const lines = [...facts, ...count, ...layerLines(layers), ...notes.flatMap((note) => plain(note) ?? [])];
  if (lines.length > 0) return lines.join("\n");
  const shown = text.trim();
  if (shown === "") return "(empty)";
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
}
