import {
  definition,
  definitionOf,
  type ExploreSpec,
  type Initializer,
  type LayerKind,
  type LayerSpec,
} from "../formats/index";
import { formatCount } from "../figure/index";

/** Distributions in menus. */
export const DISTRIBUTION_NAMES: Readonly<Record<Initializer["kind"], string>> = {
  constant: "constant",
  normal: "normal",
  uniform: "uniform",
  half_normal: "half normal",
  values: "own values",
  kaiming_uniform: "Kaiming uniform",
  kaiming_normal: "Kaiming normal",
  xavier_uniform: "Xavier uniform",
  xavier_normal: "Xavier normal",
};

/** Layers of a summary before the middle is left out. */
const MOST_LAYERS = 6;

/** A kind as PyTorch names it. */
export const kindTitle = (kind: LayerKind): string => definitionOf(kind).torch[0].name;

function brief(layer: LayerSpec): string {
  const size = definition(layer).size(layer);
  return size === null ? kindTitle(layer.kind) : `${kindTitle(layer.kind)} ${size}`;
}

/** A network in one line: 100 → Dropout 0.4 → Linear 1. */
export function networkLine({ input, layers }: ExploreSpec): string {
  const names = layers.map(brief);
  const shown =
    names.length <= MOST_LAYERS ? names : [...names.slice(0, MOST_LAYERS - 2), "…", ...names.slice(names.length - 1)];
  return [formatCount(input.units), ...shown].join(" → ");
}

const PLACE_NAMES: Readonly<Record<string, string>> = {
  seed: "the seed of inputs and masks",
  parameterSeed: "the seed of weights and biases",
};

/** A place of a spec as the page calls it: p of layer 0. */
export function placeName([first = "the experiment", second, third, ...rest]: readonly (string | number)[]): string {
  if (first === "input") return second === "units" ? "units of the input" : "distribution of the input";
  if (first !== "layers" || second === undefined) return PLACE_NAMES[first] ?? String(first);
  const parameter = rest.find((key) => typeof key === "string");
  return third === undefined
    ? `layer ${second}`
    : `${parameter === undefined ? "" : `${parameter} of `}${third} of layer ${second}`;
}

/** A run in one line: 10 000 trials, seed 0. */
export const runLine = ({ trials, seed }: ExploreSpec): string => `${formatCount(trials)} trials, seed ${seed}`;
