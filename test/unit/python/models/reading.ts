import assert from "node:assert/strict";
import type { Reason, SourceModel } from "../../../../src/formats/index";
import { readModels } from "../../../../src/python/index";

/** The one model of a source. */
export function onlyModel(source: string): SourceModel {
  const models = readModels(source);
  assert.equal(models.length, 1, `${models.length} models: ${models.map(({ name }) => name).join(", ")}`);
  return models[0]!;
}

/** That a piece of source is not known. */
export const notKnown = (text: string): Reason => ({ code: "not_known", text });
