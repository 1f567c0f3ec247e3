import * as v from "valibot";
import { Distribution } from "./distribution";
import { LayerSpec } from "./layer";
import { lenient } from "./lenient";
import { DEFAULTS, LIMITS } from "./limits";
import { grouped, integer } from "./number";
import { strict } from "./object";
import { SpecVersion } from "./version";

const layersMessage = `The layers are a list of at least one and at most ${grouped(LIMITS.layers)} layers`;

const experiment = {
  version: SpecVersion,
  input: v.pipe(
    strict("The input", {
      units: integer("The number of input units", 1, LIMITS.units),
      distribution: Distribution,
    }),
    v.description("What enters the first layer."),
  ),
  layers: v.pipe(
    v.array(LayerSpec, layersMessage),
    v.minLength(1, `${layersMessage}, but this list is empty`),
    v.maxLength(LIMITS.layers, `${layersMessage}, but this list has more`),
    v.description("The layers, in the order in which they run, as in nn.Sequential."),
  ),
};
const seeded = (what: string, standard: number) => v.optional(integer(what, 0, LIMITS.seed), standard);
const parameterSeed = seeded("The seed of weights and biases", DEFAULTS.parameterSeed);

/** An experiment: what enters which layers, how often, and the seeds that make it repeatable. */
export const ExploreSpec = strict("A spec", {
  $schema: v.optional(v.string("$schema is the address of a JSON schema")),
  ...experiment,
  trials: v.optional(integer("The number of trials", 1, LIMITS.trials), DEFAULTS.trials),
  seed: seeded("The seed of inputs and masks", DEFAULTS.seed),
  parameterSeed,
});
export type ExploreSpec = v.InferOutput<typeof ExploreSpec>;

/** What a report says was run: a spec without `trials` and `seed`, which its `runs` hold; unknown keys are ignored. */
export const ReportSpec = lenient(v.object({ ...experiment, parameterSeed }));
export type ReportSpec = v.InferOutput<typeof ReportSpec>;
