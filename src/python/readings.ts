import { reasonsText, type SourceModel } from "../formats/index";
import { readModels } from "./models/index";
import { NotationError, NothingToRun, NotInNotation } from "./notation/errors";
import { parseExperiment, type Experiment, type ExperimentDefaults } from "./notation/experiment";
import { readLayers } from "./notation/layers";
import { readSettings, type Settings } from "./notation/settings";
import { parseSource } from "./notation/source";
import { segmentsOf, type Exploration } from "./segments/index";
import { parsePython } from "./syntax/parse";

/** A model of a text, and the experiments that it gives. */
export interface ModelReading extends Exploration {
  readonly model: SourceModel;
}

/** What a person's text says: layers in notation, which are one experiment, or models as code or as they are printed. */
export type TextReading =
  | { readonly kind: "notation"; readonly experiment: Experiment }
  | {
      readonly kind: "models";
      readonly models: readonly [ModelReading, ...ModelReading[]];
      /** What comments beside the models set: passed to `segmentsOf` with the answers to its questions. */
      readonly settings: Settings;
    };

/** Why a text isn't notation; undefined where it is, right or wrong in its values. */
function refusal(text: string): { readonly error: NotationError; readonly isPython: boolean } | undefined {
  let isPython = false;
  try {
    const source = parseSource(text);
    isPython = true;
    readLayers(source);
    return undefined;
  } catch (error) {
    if (error instanceof NotationError) return { error, isPython };
    throw error;
  }
}

/** Whether a mistake of notation may be none in a model: not a misspelt layer, nor an argument too many. */
const mayBeModel = (error: NotationError): boolean =>
  error instanceof NotInNotation || error.path === "" || error.path === "layers";

/** Layers of a selection; those of further models are left out. */
const MOST_LAYERS = 50_000;

/** The first models, as far as they have few enough layers. */
function withFewLayers(models: readonly SourceModel[]): SourceModel[] {
  let layers = 0;
  return models.filter((model, index) => {
    layers += model.layers.length;
    return index === 0 || layers <= MOST_LAYERS;
  });
}

function noSegments({ model, leftOut }: ModelReading): NothingToRun {
  const ofDropout = leftOut.find(({ layer }) => model.layers[layer]!.p !== undefined);
  const reasons = model.reason ? [model.reason] : (ofDropout?.reasons ?? []);
  return new NothingToRun(`No part of ${model.name} with a dropout can be run: ${reasonsText(reasons)}`, model.from);
}

/**
 * Reads what a person selects, types or runs in a cell: notation first, as `parseExperiment` does, and where the text is
 * none, a class, a Keras model or what print(model) shows, through `readModels`.
 *
 * @throws {NeedsInput} where notation does not say how many units enter.
 * @throws {NotationError} with `offset`, `path` and a message that says what to write instead.
 */
export function readExperiments(text: string, defaults: ExperimentDefaults): TextReading {
  const refused = refusal(text);
  if (!refused) return { kind: "notation", experiment: parseExperiment(text, defaults) };
  const { error, isPython } = refused;
  if (!mayBeModel(error)) throw error;
  // A bracket that is missing is a mistake in layers that are typed, and may be none of a class in its own lines.
  const found = readModels(text).filter(({ layers, form }) => layers.length > 0 && (isPython || form !== "sequential"));
  const models = withFewLayers(found);
  if (models.length === 0) throw error;
  const settings = readSettings({ text, tree: parsePython(text) }, models);
  const readings = models.map((model): ModelReading => ({ model, ...segmentsOf(model, { ...defaults, settings }) }));
  const [first, ...rest] = readings as [ModelReading, ...ModelReading[]];
  if (readings.every(({ segments }) => segments.length === 0)) {
    const dropping = readings.find(({ model }) => model.layers.some(({ p }) => p !== undefined));
    throw dropping ? noSegments(dropping) : error;
  }
  return { kind: "models", models: [first, ...rest], settings };
}
