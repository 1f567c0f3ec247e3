import { isLinear, versionFor, type Distribution, type ExploreSpec, type Initializer } from "../../formats/index";
import { inputUnits, NORMAL_INPUT, STANDARD_NORMAL, standardParameters } from "./assumptions";
import { checked, firstFanIn, layersOf } from "./check";
import { NeedsInput } from "./errors";
import type { ReadLayer } from "./layer";
import { readLayers } from "./layers";
import { readSettings, type Settings } from "./settings";
import { parseSource } from "./source";

/** What the text may leave out and the surface decides. */
export interface ExperimentDefaults {
  readonly trials: number;
  readonly seed: number;
  /** The answer to a `NeedsInput`: used only where neither the settings nor the first linear layer say it. */
  readonly units?: number;
}

/** A spec read from notation, and in plain sentences what was assumed where the text says nothing. */
export interface Experiment {
  readonly spec: ExploreSpec;
  readonly assumptions: readonly string[];
}

interface Linear {
  readonly weight?: Initializer;
  readonly bias?: Distribution;
}

const hasParameters = (spec: object): spec is Linear => isLinear(spec);

/** The layers with the settings' initializers: a weight for each linear one, a bias where it is not bias=False. */
function initialized(layers: readonly ReadLayer[], { weight, bias }: Settings): object[] {
  return layers.map(({ spec }) => {
    if (!hasParameters(spec)) return spec;
    return { ...(weight && { weight }), ...(bias && { bias }), ...spec };
  });
}

/** The input's units, and why where the text does not say it outright. */
function unitsOf(layers: readonly ReadLayer[], settings: Settings, defaults: ExperimentDefaults) {
  const values = settings.input?.kind === "values" ? settings.input.values.length : undefined;
  if (settings.units !== undefined) return { units: settings.units };
  const fanIn = firstFanIn(layers);
  if (fanIn !== undefined) return { units: fanIn, why: "as many as the first linear layer takes" };
  if (values !== undefined) return { units: values };
  return defaults.units === undefined ? undefined : { units: defaults.units, why: "as you answered" };
}

/** One sentence for each thing that the text leaves open. */
function assumptionsOf(layers: readonly object[], settings: Settings, units: number, why: string | undefined) {
  const linear = layers.filter(hasParameters);
  return [
    ...(why === undefined ? [] : [inputUnits(units, why)]),
    ...(settings.input ? [] : [`${NORMAL_INPUT}.`]),
    ...standardParameters({ weights: linear.some(({ weight }) => !weight), biases: linear.some(({ bias }) => !bias) }),
  ];
}

/**
 * Reads a whole experiment: layers as `parseLayers` does, and the settings in its comments (settings.ts). Left out, the
 * input has the first linear layer's fan-in and is normal(0, 1), weights and biases are PyTorch's, trials and seed those
 * of `defaults`.
 *
 * @throws {NeedsInput} where all is right but nothing says how many units enter.
 * @throws {NotationError} with `offset`, `path` and a message that says what to write instead.
 */
export function parseExperiment(text: string, defaults: ExperimentDefaults): Experiment {
  const source = parseSource(text);
  const layers = readLayers(source);
  const settings = readSettings(source);
  const input = unitsOf(layers, settings, defaults);
  if (!input) {
    layersOf(source, layers);
    const message = "The layers don't say how many units enter: write # input: 100 above the layers, or Linear(100, …)";
    throw new NeedsInput(message, layers[0]?.from ?? 0, "input.units");
  }
  const { trials = defaults.trials, seed = defaults.seed, parameterSeed = 0, places } = settings;
  const distribution = settings.input ?? STANDARD_NORMAL;
  const written = initialized(layers, settings);
  const spec = checked(
    source,
    layers,
    {
      version: versionFor(written),
      input: { units: input.units, distribution },
      layers: written,
      trials,
      seed,
      parameterSeed,
    },
    places,
  );
  return { spec, assumptions: assumptionsOf(written, settings, input.units, input.why) };
}
