import type { SourceLayer, SourceModel } from "../../../../src/formats/index";
import { readModels } from "../../../../src/python/index";

/** The models of a text, one of which is meant. */
export function modelsOf(text: string): { readonly models: readonly SourceModel[]; readonly model: SourceModel } {
  const models = readModels(text);
  return { models, model: models[0] ?? { ...EMPTY, name: "none was read" } };
}

/** A layer as a reader may give it. */
export const layerWith = (layer: Partial<SourceLayer>): SourceLayer => ({
  name: "0",
  kind: "dropout",
  from: 0,
  to: 0,
  parameters: {},
  ...layer,
});

const EMPTY: SourceModel = {
  name: "Net",
  framework: "pytorch",
  form: "class",
  from: 0,
  to: 0,
  layers: [],
  chain: true,
};

/** A model as a reader may give it, of layers alone. */
export const modelWith = (layers: readonly Partial<SourceLayer>[], model: Partial<SourceModel> = {}): SourceModel => ({
  ...EMPTY,
  layers: layers.map(layerWith),
  ...model,
});
