/**
 * jsonc-parser by its ES module: its `main` is UMD, whose inner `require` a bundler cannot follow, and this path is the
 * same for both hosts.
 */
export {
  applyEdits,
  createScanner,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Edit,
  type Node,
  type ParseError,
} from "jsonc-parser/lib/esm/main.js";
