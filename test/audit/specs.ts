import { dropRate } from "../../src/core/index";
import { RandomStream } from "../../src/core/reference/stream";
import { parseSpec, type Distribution, type ExploreSpec, type LayerSpec } from "../../src/formats/index";

/** Choices drawn from a seed, so that an audit can be repeated. */
class Choices {
  private readonly stream: RandomStream;
  constructor(seed: number, index: number) {
    this.stream = new RandomStream("input", seed, 1000, index);
  }
  unit(): number {
    return this.stream.word() / 2 ** 32;
  }
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }
  of<T>(items: readonly T[]): T {
    return items[this.integer(0, items.length - 1)]!;
  }
  /** Between low and high, as likely in each octave. */
  spread(low: number, high: number): number {
    return low * Math.exp(this.unit() * Math.log(high / low));
  }
}

/** Probabilities in the middle, and as near to 0 and 1 as a person may slide. */
function rate(choices: Choices): number {
  switch (choices.integer(0, 5)) {
    case 0:
      return choices.spread(1e-5, 0.1);
    case 1:
      return 1 - choices.spread(1e-4, 0.1);
    case 2:
      return choices.of([0, 1, 0.5, 0.4, 0.001, 0.999]);
    default:
      return choices.unit();
  }
}

const WIDTHS = [1, 1, 2, 3, 5, 10, 30, 64] as const;

function distribution(choices: Choices, units: number): Distribution {
  switch (choices.integer(0, 6)) {
    case 0:
      return { kind: "constant", value: choices.of([1, 1, 0, -2.5, 1e-3]) };
    case 1:
      return { kind: "values", values: Array.from({ length: units }, () => choices.unit() * 4 - 2) };
    case 2:
      return { kind: "uniform", low: choices.of([-1, 0, 0.5]), high: 1 };
    case 3:
      return { kind: "half_normal", std: choices.spread(0.1, 10) };
    case 4:
      return { kind: "normal", mean: choices.of([1, 5, 100]), std: choices.spread(0.01, 10) };
    default:
      return { kind: "normal", mean: 0, std: choices.spread(0.1, 10) };
  }
}

function linear(choices: Choices, widths: readonly number[]): LayerSpec {
  const weight = choices.of([
    undefined,
    { kind: "constant", value: 1 },
    { kind: "constant", value: 0.1 },
    { kind: "kaiming_normal", gain: Math.SQRT2 },
    { kind: "xavier_uniform", gain: 1 },
    { kind: "uniform", low: 0, high: 1 },
  ] as const);
  const bias = choices.of([undefined, { kind: "constant", value: 0 }, { kind: "constant", value: 1 }] as const);
  return { kind: "linear", units: choices.of(widths), ...(weight && { weight }), ...(bias && { bias }) };
}

const activations: readonly LayerSpec[] = [
  { kind: "relu" },
  { kind: "relu" },
  { kind: "relu" },
  { kind: "tanh" },
  { kind: "sigmoid" },
  { kind: "silu" },
  { kind: "gelu", approximate: "none" },
  { kind: "leaky_relu", negative_slope: 0.01 },
  { kind: "softplus", beta: 1, threshold: 20 },
  { kind: "identity" },
];

function layer(choices: Choices, widths: readonly number[]): LayerSpec {
  const kind = choices.unit();
  if (kind < 0.4) return { kind: "dropout", p: rate(choices) };
  return kind < 0.75 ? linear(choices, widths) : choices.of(activations);
}

/** The index-th random spec of a seed: networks of every kind, small ones unless told, from one trial to a few hundred. */
export function randomSpec(seed: number, index: number, widths: readonly number[] = WIDTHS): ExploreSpec {
  const choices = new Choices(seed, index);
  const units = choices.of(widths);
  const layers = Array.from({ length: choices.integer(1, 6) }, () => layer(choices, widths));
  if (!layers.some(({ kind }) => kind === "dropout")) layers.push({ kind: "dropout", p: rate(choices) });
  const trials = choices.of([1, 2, 3, 5, 10, 20, 50, 100, 200, 400]);
  return parseSpec({
    version: 1,
    input: { units, distribution: distribution(choices, units) },
    layers,
    trials,
    seed: choices.integer(0, 2 ** 31 - 1),
    parameterSeed: choices.integer(0, 2 ** 31 - 1),
  });
}

/** A spec in one line, for a person who looks into a finding. */
export const inShort = ({ input, layers, trials }: ExploreSpec): string =>
  [
    `${input.units} ${JSON.stringify(input.distribution)}`,
    ...layers.map((each) =>
      each.kind === "dropout"
        ? `Dropout(${dropRate(each.p).P.toPrecision(4)})`
        : each.kind === "linear"
          ? `Linear(${each.units}, ${each.weight?.kind ?? "default"})`
          : each.kind,
    ),
    `${trials} trials`,
  ].join(" > ");
