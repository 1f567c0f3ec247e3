/** dist/python.mjs: the models of a Python source, for scripts, tests and other extensions. */
export { ModelReader, readModels } from "../python/index";
export type { Edit } from "../python/index";
export { reasonsText, reasonText } from "../formats/index";
export type { Reason, SourceLayer, SourceModel, SourceRate, SourceSpan, SourceStretch } from "../formats/index";
