/**
 * What of this folder needs no parser. An extension host imports this and only types of index.ts: what parses a person's
 * text runs in a worker, where it can be ended.
 */
export { digestOf, whichLayers } from "./digest";
export { distributionText } from "./notation/distribution-text";
export { NeedsInput, NotationError, NothingToRun, placeOf } from "./notation/errors";
export { distinctSegments } from "./segments/index";
