import assert from "node:assert/strict";
import { checkSpec, DEFAULTS, labelOf, parseSpec } from "../../../src/formats/index";
import {
  distributionText,
  NotationError,
  parseDistribution,
  parseExperiment,
  parseLayers,
  pytorchProgram,
  readExperiments,
  settingsBeside,
} from "../../../src/python/index";
import { notationOf } from "../../unit/python/write-notation";
import { mutatedJson } from "../inputs/json";
import { specs } from "../inputs/pools";
import { pythonText } from "../inputs/python";
import type { Random } from "../inputs/random";
import { mutatedText, soup } from "../inputs/text";
import { readsAsItself } from "../promises";
import type { Target } from "../target";

const WORDS = (
  "Dropout Linear LazyLinear ReLU nn. nn.Sequential( OrderedDict ( ) [ ] { } , . = : ; # * ** - + / // % 0.4 100 1e-3 1e999 " +
  "0x1f 3j 1_0 p= bias= True None 'a' \"b \"\"\" f'{x}' \\ @ := -> ... if for lambda: not def class import " +
  "# input: # weight: # bias: # trials: # seed: values normal kaiming_normal constant uniform float('nan') math.inf"
)
  .split(" ")
  .concat([" ", "\n", "\r\n", "\t"]);

const notation = (random: Random): string => {
  if (random.chance(0.3)) return soup(random, WORDS);
  return mutatedText(random, notationOf(random.pick(specs())), WORDS);
};

/** What a reading gives; undefined where it is refused with a place in the text and a message to be read. */
export function unlessRefused<T>(text: string, reading: () => T): T | undefined {
  try {
    return reading();
  } catch (error) {
    if (!(error instanceof NotationError)) throw error;
    const { offset, message } = error;
    assert.ok(Number.isInteger(offset) && offset >= 0 && offset <= text.length, `a place in the text, not ${offset}`);
    assert.ok(message.length > 0 && message.length < 1_000, "a message of a length to be read");
    return undefined;
  }
}

/** Layers are valid as a spec, as far as their widths are known. */
const layers: Target<string> = {
  name: "layers",
  generate: notation,
  run: (text) => {
    const read = unlessRefused(text, () => parseLayers(text));
    assert.ok(read === undefined || read.length > 0);
  },
};

const experiment: Target<string> = {
  name: "experiment",
  generate: notation,
  run: (text) => {
    const read = unlessRefused(text, () => parseExperiment(text, { ...DEFAULTS, units: 3 }));
    if (!read) return;
    readsAsItself(parseSpec, read.spec);
    assert.equal(typeof pytorchProgram(read.spec), "string");
  },
};

const experiments: Target<string> = {
  name: "experiments",
  generate: (random) => (random.chance(0.5) ? notation(random) : pythonText(random)),
  run: (text) => {
    const read = unlessRefused(text, () => readExperiments(text, DEFAULTS));
    if (read?.kind === "notation") readsAsItself(parseSpec, read.experiment.spec);
    if (read?.kind !== "models") return;
    for (const { spec } of read.models.flatMap(({ segments }) => segments)) {
      if (spec) readsAsItself(parseSpec, spec);
    }
  },
};

const distribution: Target<string> = {
  name: "distribution",
  generate: (random) => {
    const { distribution } = random.pick(specs()).input;
    return random.chance(0.2) ? soup(random, WORDS) : mutatedText(random, distributionText(distribution), WORDS);
  },
  run: (text) => {
    const read = unlessRefused(text, () => parseDistribution(text));
    // A zero has its sign in no text.
    if (read) assert.equal(JSON.stringify(parseDistribution(distributionText(read))), JSON.stringify(read));
  },
};

/** Settings in comments around a model in a person's own code, which never refuse anything. */
const settings: Target<string> = {
  name: "settings",
  generate: notation,
  run: (text) => {
    const half = Math.floor(text.length / 2);
    for (const form of ["sequential", "class"]) settingsBeside(text, { from: half, to: text.length, form });
  },
};

const INPUT = { units: 3, distribution: { kind: "constant", value: 1 } };

/** What a report calls a layer is read back as that layer. */
const labels: Target = {
  name: "label",
  weight: 0.2,
  generate: (random) => mutatedJson(random, random.pick(random.pick(specs()).layers)),
  run: (value) => {
    const checked = checkSpec({ version: 1, input: INPUT, layers: [value] });
    if ("issues" in checked) return;
    const label = labelOf(checked.spec.layers[0]!);
    assert.deepEqual(
      parseLayers(label).map((layer) => labelOf(layer)),
      [label],
    );
  },
};

export const notationTargets: readonly Target[] = [layers, experiment, experiments, distribution, settings, labels];
