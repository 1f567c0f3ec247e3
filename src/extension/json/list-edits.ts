import { gapsOf, type Gap } from "./gaps";
import type { Edit, Node } from "./parser";

/** One item of the list as it shall be: one that stays, one that comes from elsewhere in it, or a new text. */
export type Planned = { readonly kept: number } | { readonly moved: number } | { readonly text: string };

/** An item's lines without its comma: what stands before the comma, and the rest of its last line. */
interface ItemText {
  readonly head: string;
  readonly rest: string;
  readonly inComment: boolean;
}

/** The white space with which the line of `offset` begins. */
export function lineIndent(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/**
 * Edits that turn the children of an object or array into the planned ones. An item takes along the comment lines above
 * it and the comment after it; everything else of the text stays as it is.
 *
 * At least one item is kept, and the kept ones are in the order of the text.
 */
export function listEdits(text: string, container: Node, plan: readonly Planned[], unit: string, eol: string): Edit[] {
  return new ListEditor(text, container, unit, eol).edits(plan);
}

class ListEditor {
  readonly #children: readonly Node[];
  readonly #gaps: readonly Gap[];
  /** Where items stand on lines of their own: line break and indentation; else undefined. */
  readonly #newLine: string | undefined;
  readonly #edits: Edit[] = [];

  constructor(
    private readonly text: string,
    private readonly container: Node,
    unit: string,
    private readonly eol: string,
  ) {
    this.#children = container.children ?? [];
    this.#gaps = gapsOf(text, container);
    this.#newLine = this.#onLines() ? eol + this.#indent(unit) : undefined;
  }

  edits(plan: readonly Planned[]): Edit[] {
    let previous = -1;
    let pending: ItemText[] = [];
    for (const item of plan) {
      if ("kept" in item) {
        if (item.kept !== previous + 1 || pending.length > 0) this.#between(previous, item.kept, pending);
        previous = item.kept;
        pending = [];
      } else {
        pending.push(this.#itemText(item));
      }
    }
    if (previous !== this.#children.length - 1 || pending.length > 0) this.#atEnd(previous, pending);
    return this.#edits;
  }

  #onLines(): boolean {
    const ends = [this.container.offset + 1, ...this.#children.map(({ offset, length }) => offset + length)];
    const starts = [...this.#children.map(({ offset }) => offset), this.container.offset + this.container.length];
    return ends.some((end, index) => this.text.slice(end, starts[index]).includes("\n"));
  }

  #indent(unit: string): string {
    const first = this.#children.find(({ offset }) => /\n[ \t]*$/.test(this.text.slice(0, offset)));
    return lineIndent(this.text, first?.offset ?? this.container.offset) + (first ? "" : unit);
  }

  #gap(child: number): Gap {
    return this.#gaps[child + 1] as Gap;
  }

  #child(index: number): { readonly offset: number; readonly end: number } {
    const { offset, length } = this.#children[index] as Node;
    return { offset, end: offset + length };
  }

  #itemText(item: Exclude<Planned, { kept: number }>): ItemText {
    if ("text" in item) return { head: (this.#newLine ?? " ") + item.text, rest: "", inComment: false };
    const { offset, end } = this.#child(item.moved);
    if (this.#newLine === undefined) {
      return { head: ` ${this.text.slice(offset, end)}`, rest: "", inComment: false };
    }
    const gap = this.#gap(item.moved);
    const head = this.text.slice(this.#gap(item.moved - 1).end, end);
    const rest =
      gap.comma === undefined
        ? this.text.slice(end, gap.end)
        : this.text.slice(end, gap.comma) + this.text.slice(gap.comma + 1, gap.end);
    return {
      head: /^[ \t]*\r?\n/.test(head) ? head : this.#newLine + head.trimStart(),
      rest,
      inComment: gap.inComment,
    };
  }

  /** A line comment swallows what follows on its line. */
  #guard(inComment: boolean, following: number): string {
    return inComment && !/^[ \t]*(\r?\n|$)/.test(this.text.slice(following)) ? (this.#newLine ?? this.eol) : "";
  }

  #between(previous: number, next: number, pending: readonly ItemText[]): void {
    const start = this.#gap(previous).end;
    if (this.#newLine === undefined && previous === -1) {
      const lead = this.text.slice(start, this.#child(0).offset);
      const items = pending.map(({ head }) => `${head.trimStart()}, `).join("");
      this.#replace(start, this.#child(next).offset, lead + items);
      return;
    }
    const end = this.#gap(next - 1).end;
    const content = pending.map(({ head, rest }) => `${head},${rest}`).join("");
    const inComment = pending.at(-1)?.inComment ?? this.#gap(previous).inComment;
    this.#replace(start, end, content + this.#guard(inComment, end));
  }

  #atEnd(previous: number, pending: readonly ItemText[]): void {
    const { comma, end: start, inComment } = this.#gap(previous);
    const last = this.#gap(this.#children.length - 1);
    const trailing = last.comma !== undefined;
    if (pending.length > 0 && comma === undefined)
      this.#replace(this.#child(previous).end, this.#child(previous).end, ",");
    if (pending.length === 0 && comma !== undefined && !trailing) this.#replace(comma, comma + 1, "");
    const content = pending
      .map(({ head, rest }, index) => head + (trailing || index < pending.length - 1 ? "," : "") + rest)
      .join("");
    this.#replace(start, last.end, content + this.#guard(pending.at(-1)?.inComment ?? inComment, last.end));
  }

  /** Adds an edit; two that meet become one, so that their order cannot matter. */
  #replace(start: number, end: number, content: string): void {
    const before = this.#edits.at(-1);
    if (before && before.offset + before.length === start) {
      before.length += end - start;
      before.content += content;
    } else if (start !== end || content !== "") {
      this.#edits.push({ offset: start, length: end - start, content });
    }
  }
}
