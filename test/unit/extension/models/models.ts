import type { SourceLayer, SourceModel } from "../../../../src/formats/index";
import { digestOf } from "../../../../src/python/index";
import type { ReadModel } from "../../../../src/workers/reading/protocol";
import { Session } from "../../../../src/workers/reading/session";

/** The models of a text as a reader tells of them. */
export const readAll = (text: string): readonly ReadModel[] =>
  new Session().read(text).models.filter((model) => typeof model !== "number");

/** The models of a text, one of which is meant. */
export function modelsOf(text: string): { readonly models: readonly ReadModel[]; readonly model: ReadModel } {
  const models = readAll(text);
  return { models, model: models[0] ?? modelWith([], { name: "none was read" }) };
}

/** A model with its fingerprint, as if a reader had given it. */
const told = (model: SourceModel): ReadModel => ({
  ...model,
  said: { digest: digestOf(model), code: [], notRun: new Map() },
});

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
export const modelWith = (layers: readonly Partial<SourceLayer>[], model: Partial<SourceModel> = {}): ReadModel =>
  told({ ...EMPTY, layers: layers.map(layerWith), ...model });
