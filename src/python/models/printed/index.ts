import type { ReadingStop, SourceModel } from "../../../formats/index";
import { Budget } from "../values/budget";
import { Lines } from "../values/lines";
import { modelOf } from "./models";
import { printedModules } from "./tree";

/** What a line of a printed model looks like, anywhere in a text. */
const CHILD = /\([^()\n\r]+\): (?:\d+ x )?[A-Za-z_][\w.]*\(/;

/** What a text shows, and how far it was followed. */
export interface Printed {
  readonly models: SourceModel[];
  /** Why not everything was followed to its end. */
  readonly stopped?: ReadingStop | undefined;
  /** The units of work that were done. */
  readonly spent: number;
}

/** The models in a text that shows what `print(model)` prints, as far as the budget of a text reaches. */
export function followPrinted(text: string): Printed {
  if (!CHILD.test(text)) return { models: [], spent: 0 };
  const budget = new Budget(text.length);
  const roots = printedModules(text, budget);
  // What the lines end with is the last model.
  const { ending: cut } = budget;
  const read = roots.map((root) => ({ root, ...modelOf(root, budget, root === roots.at(-1) ? cut : undefined) }));
  const unread = read.find(({ ending }) => ending !== undefined);
  return {
    models: read.map(({ model }) => model),
    stopped: unread?.ending && { code: unread.ending, line: new Lines(text).at(unread.root.from) },
    spent: budget.spent,
  };
}

/**
 * The models in a text that shows what `print(model)` prints, with names as in `named_modules`: PyTorch's repr of
 * modules, alone or within other text. None where it is not there.
 */
export const readPrinted = (text: string): SourceModel[] => followPrinted(text).models;
