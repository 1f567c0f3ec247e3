import { nonFiniteCount } from "../core/index";
import type { ActivationSummary, LayerReport, Mode } from "../formats/index";
import { MODE_NAMES, MODE_ORDER } from "./modes";
import { formatCount } from "./numbers";
import { listed } from "./phrases";
import { clippedTail, type Range } from "./range";

/** What is to be said of a mode, before and after its name. */
interface Note {
  readonly before: string;
  readonly after: string;
}

const same = (a: Note, b: Note): boolean => a.before === b.before && a.after === b.after;

function clipped(summary: ActivationSummary, seen: Range): Note[] {
  const tail = clippedTail(summary, seen);
  return tail ? [{ before: `${tail.share} of `, after: ` lies outside the picture, ${tail.ends}` }] : [];
}

function lost(summary: ActivationSummary): Note[] {
  const count = nonFiniteCount(summary);
  if (count === 0) return [];
  const [values, are] = count === 1 ? ["value", "is"] : ["values", "are"];
  return [{ before: `${formatCount(count)} ${values} of `, after: ` ${are} not finite and not drawn` }];
}

function nameOf(modes: readonly Mode[]): string {
  if (modes.length === MODE_ORDER.length) return "each mode";
  const names = listed(modes.map((mode) => MODE_NAMES[mode]));
  return modes.length === 1 ? names : `each of ${names}`;
}

/**
 * What a person must know to read a picture: tails outside of what is seen, values that are not finite. What is true of
 * several modes is said once.
 */
export function notesOf({ modes }: LayerReport, seen: Range): string[] {
  const all = MODE_ORDER.flatMap((mode) =>
    [...clipped(modes[mode], seen), ...lost(modes[mode])].map((note) => ({ ...note, mode })),
  );
  return all.flatMap((note) => {
    const alike = all.filter((other) => same(note, other));
    if (alike[0] !== note) return [];
    return [note.before + nameOf(alike.map(({ mode }) => mode)) + note.after];
  });
}
