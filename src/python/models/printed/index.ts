import type { SourceModel } from "../../../formats/index";
import { modelOf } from "./models";
import { printedModules } from "./tree";

/** What a line of a printed model looks like, anywhere in a text. */
const CHILD = /\([^()\n\r]+\): (?:\d+ x )?[A-Za-z_][\w.]*\(/;

/**
 * The models in a text that shows what `print(model)` prints, with names as in `named_modules`: PyTorch's repr of
 * modules, alone or within other text. None where it is not there.
 */
export function readPrinted(text: string): SourceModel[] {
  return CHILD.test(text) ? printedModules(text).map(modelOf) : [];
}
