import { parser } from "@lezer/python";
import type { SourceModel } from "../../formats/index";
import { findModels } from "./find";

/**
 * Finds every model in a Python file; nothing is executed.
 *
 * @param text any text at all: what cannot be read is passed over.
 */
export function readModels(text: string): SourceModel[] {
  return findModels({ text, tree: parser.parse(text) });
}
