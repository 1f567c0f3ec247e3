import type { SourceModel } from "../../formats/index";
import { ModelReader } from "./reader";

export type { Edit } from "../syntax/statements";
export { ModelReader } from "./reader";

/**
 * Finds every model in a Python file, or in a text that shows what print(model) prints; nothing is executed.
 *
 * @param text any text at all: what cannot be read is passed over.
 */
export const readModels = (text: string): SourceModel[] => [...new ModelReader(text).models()];
