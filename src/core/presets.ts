import { KINDS, type ExploreSpec, type LayerSpec, type LinearSpec } from "../formats/index";

/** An experiment that a person can start from. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  readonly spec: ExploreSpec;
}

const one = { kind: "constant", value: 1 } as const;
const zero = { kind: "constant", value: 0 } as const;
const relu: LayerSpec = { kind: KINDS.relu.kind };
const linear = (inputs: number, units: number): LinearSpec => ({ kind: KINDS.linear.kind, units, inputs });
const he = (inputs: number, units: number): LayerSpec => ({
  ...linear(inputs, units),
  weight: { kind: "kaiming_normal", gain: Math.SQRT2 },
  bias: zero,
});
const dropout = (p: number): LayerSpec => ({ kind: KINDS.dropout.kind, p });
const experiment = (units: number, layers: LayerSpec[], trials: number): ExploreSpec => ({
  version: 1,
  input: { units, distribution: { kind: "normal", mean: 0, std: 1 } },
  layers,
  trials,
  seed: 0,
  parameterSeed: 0,
});

/** The article's experiment: 100 neurons of activation 1, weights 1, p = 0.4, one neuron. */
export const ARTICLE: Preset = {
  id: "article",
  title: "The article: 100 neurons into one",
  spec: {
    ...experiment(100, [dropout(0.4), { ...linear(100, 1), weight: one, bias: zero }], 10_000),
    input: { units: 100, distribution: one },
  },
};

/** The experiments of the preset menu, the article first. */
export const PRESETS: readonly Preset[] = [
  ARTICLE,
  {
    id: "mlp",
    title: "An MLP: 784-512-256-10",
    spec: experiment(
      784,
      [linear(784, 512), relu, dropout(0.5), linear(512, 256), relu, dropout(0.5), linear(256, 10)],
      1_000,
    ),
  },
  {
    id: "deep-relu",
    title: "A deep ReLU stack",
    spec: experiment(128, Array.from({ length: 8 }, () => [dropout(0.2), he(128, 128), relu]).flat(), 1_000),
  },
  {
    id: "output",
    title: "Dropout before the output",
    spec: experiment(64, [linear(64, 128), relu, dropout(0.5), linear(128, 10)], 2_000),
  },
];
