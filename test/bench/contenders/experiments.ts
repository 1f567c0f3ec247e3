/** The experiments of the bench as specs, and what is compared of their reports. */
import { ARTICLE } from "../../../src/core/index";
import { parseSpec, type ActivationSummary, type ExploreReport, type ExploreSpec } from "../../../src/formats/index";
import { WHOLE_P, WIDTHS } from "./inputs.mjs";

/** The article's neuron. */
export const neuron = (trials: number, seed: number): ExploreSpec => ({ ...ARTICLE.spec, trials, seed });

const linear = (i: number): ExploreSpec["layers"][number] => ({
  kind: "linear",
  inputs: WIDTHS[i]!,
  units: WIDTHS[i + 1]!,
});

/** The whole exploration: 784-1024-1024-10 with ReLU and dropout twice, parameters as PyTorch draws them. */
export const whole = (trials: number, seed: number): ExploreSpec =>
  parseSpec({
    version: 1,
    input: { units: WIDTHS[0]!, distribution: { kind: "normal", mean: 0, std: 1 } },
    layers: [0, 1].flatMap((i) => [linear(i), { kind: "relu" }, { kind: "dropout", p: WHOLE_P }]).concat([linear(2)]),
    trials,
    seed,
    parameterSeed: 0,
  });

const summary = ({ count, mean, variance, histogram }: ActivationSummary): object => {
  const width = 2 ** histogram.exponent;
  return { count, mean, variance, histogram: { low: histogram.firstBin * width, width, counts: histogram.counts } };
};

/** The neuron's input in both ways of training. */
export function neuronResults({ layers }: ExploreReport): Record<string, object> {
  const { train, unscaledTrain } = layers[1]!.modes;
  return { train: summary(train), unscaledTrain: summary(unscaledTrain) };
}

/** Every layer in the modes in which it has values of its own. */
export function wholeResults({ layers }: ExploreReport): Record<string, object> {
  const first = layers.findIndex(({ kind }) => kind === "dropout");
  return Object.fromEntries(
    layers.flatMap(({ name, kind, modes }, i) => {
      const own = i < first ? (["eval"] as const) : (["train", "unscaledTrain"] as const);
      const all = i < first || kind === "dropout" ? own : (["eval", ...own] as const);
      return all.map((mode) => [`${name}.${mode}`, summary(modes[mode])]);
    }),
  );
}
