/** dist/python.mjs: the models of a Python source, for scripts, tests and other extensions. */
export { ModelReader, readModels } from "../python/index";
