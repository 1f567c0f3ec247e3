import { TreeFragment, type Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { SourceModel } from "../../formats/index";
import { findModels } from "./find";

/** A change of a text: [from, to) is replaced, in UTF-16 units of the text before the change. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What a file without a model never holds. */
const MAY_HOLD_MODELS = /\b(?:nn|torch|keras|Sequential|Module|Dropout)\b/;

/**
 * The models of a text that is edited: after an edit only what changed is parsed again. Nothing is parsed or read
 * before it is asked for.
 */
export class ModelReader {
  private fragments: readonly TreeFragment[] = [];
  private tree: Tree | undefined;
  private found: readonly SourceModel[] | undefined;

  constructor(private current: string) {}

  /** The text as it is now. */
  get text(): string {
    return this.current;
  }

  /** Changes the text; several edits are applied one after the other, each to what the one before it left. */
  edit({ from, to, text }: Edit): void {
    const change = { fromA: from, toA: to, fromB: from, toB: from + text.length };
    this.current = this.current.slice(0, from) + text + this.current.slice(to);
    this.fragments = TreeFragment.applyChanges(this.fragments, [change]);
    this.tree = undefined;
    this.found = undefined;
  }

  /** The models of the text as it is now, in the order in which they stand in it. */
  models(): readonly SourceModel[] {
    this.found ??= MAY_HOLD_MODELS.test(this.current) ? findModels({ text: this.current, tree: this.parsed() }) : [];
    return this.found;
  }

  private parsed(): Tree {
    if (!this.tree) {
      this.tree = parser.parse(this.current, this.fragments);
      this.fragments = TreeFragment.addTree(this.tree, this.fragments);
    }
    return this.tree;
  }
}
