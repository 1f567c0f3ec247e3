/** Reads every hostile text, in a process whose memory a test bounds: a line of JSON for each. */
import { mostUnits } from "../../../../src/python/models/values/budget";
import {
  digestOf,
  ModelReader,
  NotationError,
  readExperiments,
  segmentsOf,
  settingsBeside,
} from "../../../../src/python/index";
import { between, HOSTILE } from "./index";

/** What one text gave. */
export interface Outcome {
  readonly name: string;
  /** The names of the first and the last model. */
  readonly ends: readonly string[];
  readonly layers: number;
  readonly stopped: string | undefined;
  /** Units spent, and those that the text may spend: once as what is printed, once as Python. */
  readonly spent: number;
  readonly most: number;
}

/** A selection is short. */
const SELECTION = 50_000;

/** Reads a text as what a person selects. */
function select(text: string): void {
  try {
    readExperiments(text, { trials: 1, seed: 0 });
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
  }
}

/** Does all that is done with a text. */
function outcomeOf(name: string, text: string): Outcome {
  const reader = new ModelReader(text);
  const models = reader.models();
  for (const model of models) {
    segmentsOf(model, { trials: 1, seed: 0 });
    settingsBeside(text, model);
    // Written out, as where a model is compared and sent: what its layers share is there once for each.
    digestOf(model);
  }
  if (text.length < SELECTION) select(text);
  return {
    name,
    ends: [...models.slice(0, 1), ...models.slice(-1)].map((model) => model.name),
    layers: models.reduce((sum, { layers }) => sum + layers.length, 0),
    stopped: reader.stopped?.code,
    spent: reader.spent,
    most: 2 * mostUnits(text.length),
  };
}

for (const name of HOSTILE.keys()) process.stdout.write(`${JSON.stringify(outcomeOf(name, between(name)))}\n`);
