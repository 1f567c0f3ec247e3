import { digestOf, ModelReader, segmentsOf, type Edit, type ReadingStop, type SourceModel } from "../../python/index";
import { movedModel, type Change } from "./moves";
import type { Listed, ReadModel, Said } from "./protocol";

/** Characters of the code of a layer. */
const LONGEST = 80;
/** Characters in which the code of a layer is looked for: no line that is shown needs more. */
const FARTHEST = 1000;

/** The one stretch in which two texts differ, as an edit of the first. */
export function editBetween(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let same = 0;
  while (
    same < most - from &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { from, to: before.length - same, text: after.slice(from, after.length - same) };
}

/**
 * The same edit from the beginning of its line, where lines were put in or taken out between alike ones: what follows them
 * then moved as a whole.
 */
function fromLine(before: string, edit: Edit): Edit {
  const { from, to, text } = edit;
  const between = text + before.slice(from, to);
  const back = from - (before.lastIndexOf("\n", from - 1) + 1);
  const slides = (text === "" || from === to) && back > 0 && between.endsWith(before.slice(from - back, from));
  if (!slides) return edit;
  const slid = text === "" ? "" : before.slice(from - back, from) + text.slice(0, text.length - back);
  return { from: from - back, to: to - back, text: slid };
}

/** The code of a layer in one line. */
export function codeOf(text: string, { from, to }: { readonly from: number; readonly to: number }): string {
  const line = text.slice(from, Math.min(to, from + FARTHEST)).replace(/\s+/g, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

/** What of a model is compared to know whether it only moved. */
const identity = (model: SourceModel, code: readonly string[]): string => JSON.stringify([model, code]);

function said(model: SourceModel, code: readonly string[]): Said {
  const { leftOut } = segmentsOf(model, { trials: 1, seed: 0 });
  return { digest: digestOf(model), code, notRun: new Map(leftOut.map(({ layer, reasons }) => [layer, reasons])) };
}

/** What changed in a document since its last answer. */
export interface Changes {
  readonly change: Change;
  readonly models: readonly Listed[];
  /** Why not all of it was read. */
  readonly stopped: ReadingStop | undefined;
}

/** A document that is read again and again: it tells of its models those that are others than the last time. */
export class Session {
  #reader: ModelReader | undefined;
  #last: readonly ReadModel[] = [];

  /** Reads the text as it is now. */
  read(text: string): Changes {
    const before = this.#reader?.text ?? "";
    const edit = fromLine(before, editBetween(before, text));
    if (!this.#reader) this.#reader = new ModelReader(text);
    else if (this.#reader.text !== text) this.#reader.edit(edit);
    const change = { from: edit.from, to: edit.to, by: edit.text.length - (edit.to - edit.from) };
    const { stopped } = this.#reader;
    return { change, models: this.#listed(text, this.#reader.models(), change), stopped };
  }

  #listed(text: string, models: readonly SourceModel[], change: Change): readonly Listed[] {
    const before = this.#last.map((model) => movedModel(model, change));
    const places = new Map(before.map(({ said: told, ...model }, place) => [identity(model, told.code), place]));
    const listed = models.map((model): Listed => {
      const code = model.layers.map((layer) => codeOf(text, layer));
      return places.get(identity(model, code)) ?? { ...model, said: said(model, code) };
    });
    this.#last = listed.flatMap((one) => (typeof one === "number" ? (before[one] ?? []) : one));
    return listed;
  }
}
