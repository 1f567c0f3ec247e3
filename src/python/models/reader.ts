import type { SourceModel } from "../../formats/index";
import { Statements, type Edit } from "../syntax/statements";
import { findModels } from "./find";
import { readPrinted } from "./printed/index";

/** What a file without a model never holds. */
const MAY_HOLD_MODELS = /\b(?:nn|torch|keras|layers|Sequential|Module|Model|Dropout)\b/;

/** A line that only Python has: what is printed in its comments and strings is not what the file is about. */
const PYTHON = /^[ \t]*(?:class|def|import|from)[ \t]/m;

/**
 * The models of a text that is edited: after an edit only the statements that it touches are parsed again. Nothing is
 * parsed or read before it is asked for.
 */
export class ModelReader {
  private statements: Statements | undefined;
  private found: readonly SourceModel[] | undefined;

  constructor(private current: string) {}

  /** The text as it is now. */
  get text(): string {
    return this.current;
  }

  /** Changes the text; several edits are applied one after the other, each to what the one before it left. */
  edit(edit: Edit): void {
    this.current = this.current.slice(0, edit.from) + edit.text + this.current.slice(edit.to);
    this.statements?.edit(edit);
    this.found = undefined;
  }

  /** The models of the text as it is now, in the order in which they stand in it. */
  models(): readonly SourceModel[] {
    this.found ??= this.read();
    return this.found;
  }

  private read(): SourceModel[] {
    const printed = readPrinted(this.current);
    if (printed.length > 0 && !PYTHON.test(this.current)) return printed;
    const found = MAY_HOLD_MODELS.test(this.current) ? this.parsed() : [];
    return found.length > 0 ? found : printed;
  }

  private parsed(): SourceModel[] {
    this.statements ??= new Statements(this.current);
    return findModels({ text: this.current, tree: this.statements.tree() });
  }
}
