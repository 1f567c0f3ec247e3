import type { ReadingStop, SourceModel } from "../../formats/index";
import { LONGEST_TEXT } from "../syntax/longest";
import { Statements, type Edit } from "../syntax/statements";
import { findModels } from "./find";
import { followPrinted } from "./printed/index";
import { Lines } from "./values/lines";

/** What a file without a model never holds. */
const MAY_HOLD_MODELS = /\b(?:nn|torch|keras|layers|Sequential|Module|Model|Dropout)\b/;

/** A line that only Python has: what is printed in its comments and strings is not what the file is about. */
const PYTHON = /^[ \t]*(?:class|def|import|from)[ \t]/m;

/** What reading a text gave. */
interface Reading {
  readonly models: readonly SourceModel[];
  readonly stopped?: ReadingStop | undefined;
  readonly spent: number;
}

/**
 * The models of a text that is edited: after an edit only the statements that it touches are parsed again. Nothing is
 * parsed or read before it is asked for. Any text is read with bounded work, and one of more than LONGEST_TEXT not at all.
 */
export class ModelReader {
  private statements: Statements | undefined;
  private found: Reading | undefined;

  constructor(private current: string) {}

  /** The text as it is now. */
  get text(): string {
    return this.current;
  }

  /** Changes the text; several edits are applied one after the other, each to what the one before it left. */
  edit(edit: Edit): void {
    this.current = this.current.slice(0, edit.from) + edit.text + this.current.slice(edit.to);
    if (this.isTooLong) this.statements = undefined;
    else this.statements?.edit(edit);
    this.found = undefined;
  }

  /** The models of the text as it is now, in the order in which they stand in it. */
  models(): readonly SourceModel[] {
    return this.reading.models;
  }

  /** Why not all of the text was read; undefined where all was. */
  get stopped(): ReadingStop | undefined {
    return this.reading.stopped;
  }

  /** The units of work that reading the text took, without parsing: for tests and measurements. */
  get spent(): number {
    return this.reading.spent;
  }

  private get isTooLong(): boolean {
    return this.current.length > LONGEST_TEXT;
  }

  private get reading(): Reading {
    this.found ??= this.read();
    return this.found;
  }

  private read(): Reading {
    const { length } = this.current;
    if (this.isTooLong) return { models: [], stopped: { code: "text_too_long", length, most: LONGEST_TEXT }, spent: 0 };
    const printed = followPrinted(this.current);
    if (printed.models.length > 0 && !PYTHON.test(this.current)) return printed;
    if (!MAY_HOLD_MODELS.test(this.current)) return printed;
    const parsed = this.parsed();
    const { models, stopped } = parsed.models.length > 0 ? parsed : printed;
    return { models, stopped: stopped ?? parsed.stopped, spent: printed.spent + parsed.spent };
  }

  private parsed(): Reading {
    const statements = (this.statements ??= new Statements(this.current));
    const found = findModels({ text: this.current, tree: statements.tree() });
    const { cut } = statements;
    if (cut === undefined) return found;
    return { ...found, stopped: { code: "text_cut", line: new Lines(this.current).at(cut) } };
  }
}
