import assert from "node:assert/strict";
import * as v from "valibot";
import { layerMarkdown } from "../../../src/extension/model-text/layer-text";
import { sitesText } from "../../../src/extension/model-text/sites-text";
import { DEFAULTS, parseSpec, SourceModel } from "../../../src/formats/index";
import { readPrinted } from "../../../src/python/models/printed/index";
import { readModels, segmentsOf } from "../../../src/python/index";
import recorded from "../../unit/python/printed-models.json";
import { pythonText, someWords } from "../inputs/python";
import type { Random } from "../inputs/random";
import { mutatedText, soup } from "../inputs/text";
import { readsAsItself } from "../promises";
import type { Target } from "../target";

/** Every place within a value lies in a text of this length. */
function placesHold(length: number, value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const { from, to } = value as { from?: unknown; to?: unknown };
  if (typeof from === "number" && typeof to === "number") {
    assert.ok(from >= 0 && from <= to && to <= length, `a place in the text, not [${from}, ${to})`);
  }
  for (const member of Object.values(value)) placesHold(length, member);
}

/** What a reading promises: its own schema, places in the text, and the order in which models stand there. */
function modelsHold(text: string, models: readonly SourceModel[]): void {
  for (const model of models) {
    const checked = v.safeParse(SourceModel, model);
    assert.ok(checked.success, checked.issues?.[0].message);
    assert.deepEqual(checked.output, model);
    const { stretches = [], ...rest } = model;
    placesHold(text.length, rest);
    // A stretch is of layers.
    placesHold(model.layers.length, stretches);
  }
  const starts = models.map(({ from }) => from);
  assert.deepEqual(starts, [...starts].sort((a, b) => a - b)); // prettier-ignore
}

/** What is said and run of a model, whatever it is. */
function useModel(model: SourceModel): void {
  const { segments, leftOut } = segmentsOf(model, DEFAULTS);
  for (const { spec } of segments) {
    if (spec) readsAsItself(parseSpec, spec);
  }
  for (const { layer } of leftOut) assert.ok(model.layers[layer], "a layer of the model");
  sitesText(model);
  for (const layer of model.layers.slice(0, 50)) layerMarkdown(layer, model.framework, layer.reasons);
}

function read(text: string, models: readonly SourceModel[]): void {
  modelsHold(text, models);
  for (const model of models.slice(0, 20)) useModel(model);
}

const python: Target<string> = {
  name: "python",
  weight: 4,
  generate: pythonText,
  run: (text) => read(text, readModels(text)),
};

const PRINTED = [
  "(0): ",
  "(fc): ",
  "Linear(",
  "in_features=",
  "Dropout(p=0.5, inplace=False)",
  "\n",
  "  ",
  "(",
  ")",
  "2 x ",
];

const printedText = (random: Random): string => {
  if (random.chance(0.1)) return soup(random, PRINTED);
  const { printed: text } = random.pick(recorded.models);
  return mutatedText(random, text, random.chance(0.5) ? PRINTED : someWords());
};

const printed: Target<string> = {
  name: "printed",
  generate: printedText,
  run: (text) => read(text, readPrinted(text)),
};

export const modelTargets: readonly Target[] = [python, printed];
