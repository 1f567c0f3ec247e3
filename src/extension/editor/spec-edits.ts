import { SpecError, sameValue, type ExploreSpec } from "../../formats/index";
import { lineIndent, listEdits, type Planned } from "../json/list-edits";
import type { Edit, Node } from "../json/parser";
import { readSpecText } from "../spec-files/issues-in-text";
import { align } from "./align";
import { LAYOUT, render, type Layout } from "../spec-files/spec-text";
import { isObject, key, kindOf, type Members } from "../spec-files/values";

/**
 * The edits that make the text of a spec file say `spec`: those and no more. Comments, formatting and the order of keys
 * stay, and so does what is left out where it means what the spec says. `$schema` is the file's own.
 *
 * @param text A text that is a spec now; JSON with comments and trailing commas.
 * @param read What it says, where it was read already.
 * @returns Edits in ascending order that do not overlap; offsets are of `text`.
 * @throws {SpecError} where the text is not a spec: writing would lose what a person is about to say.
 */
export function specEdits(text: string, spec: ExploreSpec, read = readSpecText(text)): Edit[] {
  if ("issues" in read) throw new SpecError(read.issues);
  const { root, spec: before } = read;
  const after = before.$schema === undefined ? spec : { ...spec, $schema: before.$schema };
  const differ = new Differ(text);
  differ.value(root, before, after);
  return differ.edits.sort((a, b) => a.offset - b.offset);
}

/** Walks a text and two values, what it means and what it shall mean, in step. */
class Differ {
  readonly edits: Edit[] = [];
  readonly #layout: Layout;

  constructor(private readonly text: string) {
    const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? LAYOUT.unit;
    this.#layout = { unit, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  }

  value(node: Node, before: unknown, after: unknown): void {
    if (sameValue(before, after)) return;
    if (isObject(before) && isObject(after) && kindOf(before) === kindOf(after)) this.#object(node, before, after);
    else if (Array.isArray(before) && Array.isArray(after)) this.#array(node, before, after);
    else this.edits.push({ offset: node.offset, length: node.length, content: this.#render(after, node.offset) });
  }

  #object(node: Node, before: Members, after: Members): void {
    const properties = node.children ?? [];
    // Of keys that are written twice the last one counts.
    const indexOf = new Map(properties.map((property, index) => [nameOf(property), index]));
    const plan: Planned[] = properties.flatMap((property, kept) =>
      after[nameOf(property)] === undefined ? [] : [{ kept }],
    );
    let place = 0;
    for (const [name, value] of Object.entries(after)) {
      const index = indexOf.get(name);
      if (value === undefined || (index === undefined && sameValue(before[name], value))) continue;
      if (index === undefined) {
        const text = `${JSON.stringify(name)}: ${this.#render(value, this.#inside(node))}`;
        plan.splice(place++, 0, { text });
      } else {
        place = plan.findIndex((item) => "kept" in item && item.kept === index) + 1;
        this.value(properties[index]?.children?.[1] as Node, before[name], value);
      }
    }
    this.#list(node, plan);
  }

  #array(node: Node, before: readonly unknown[], after: readonly unknown[]): void {
    const [old, now] = [before.map(key), after.map(key)];
    const pairs = align(
      [old.length, now.length],
      [(i, j) => old[i] === now[j], (i, j) => kindOf(before[i]) === kindOf(after[j]), () => true],
    );
    const kept = new Map(pairs.map(([i, j]) => [j, i]));
    const gone = new Set(old.keys());
    for (const i of kept.values()) gone.delete(i);
    const plan = after.map((item, j): Planned => {
      const i = kept.get(j);
      if (i !== undefined) {
        this.value(node.children?.[i] as Node, before[i], item);
        return { kept: i };
      }
      const moved = [...gone].find((index) => old[index] === now[j]);
      if (moved === undefined) return { text: this.#render(item, this.#inside(node)) };
      gone.delete(moved);
      return { moved };
    });
    this.#list(node, plan);
  }

  #list(node: Node, plan: readonly Planned[]): void {
    this.edits.push(...listEdits(this.text, node, plan, this.#layout.unit, this.#layout.eol));
  }

  /** A place whose line has the indentation of a container's items. */
  #inside(container: Node): number {
    return container.children?.[0]?.offset ?? container.offset;
  }

  #render(value: unknown, offset: number): string {
    return render(value, this.#layout, lineIndent(this.text, offset));
  }
}

const nameOf = (property: Node): string => String(property.children?.[0]?.value);
