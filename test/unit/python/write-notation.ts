import {
  labelOf,
  type Distribution,
  type ExploreSpec,
  type Initializer,
  type LinearSpec,
} from "../../../src/formats/index";

/** An initializer as the settings write it: `normal 0 1`; PyTorch's own gain is left out. */
function wordsOf(initializer: Initializer): string {
  switch (initializer.kind) {
    case "constant":
      return `constant ${initializer.value}`;
    case "normal":
      return `normal ${initializer.mean} ${initializer.std}`;
    case "uniform":
      return `uniform ${initializer.low} ${initializer.high}`;
    case "half_normal":
      return `half_normal ${initializer.std}`;
    case "values":
      return `values ${initializer.values.join(" ")}`;
    case "kaiming_uniform":
    case "kaiming_normal":
      return initializer.gain === Math.SQRT2 ? initializer.kind : `${initializer.kind} ${initializer.gain}`;
    case "xavier_uniform":
    case "xavier_normal":
      return initializer.gain === 1 ? initializer.kind : `${initializer.kind} ${initializer.gain}`;
    default:
      return initializer satisfies never;
  }
}

/** One setting for all that `initializers` holds, a remark where they differ, nothing where none is given. */
function shared(name: "weight" | "bias", initializers: readonly (Initializer | undefined)[]): string[] {
  const written = new Set(initializers.map((one) => one && wordsOf(one)));
  if (written.size > 1) return [`# The layers differ in their ${name}, which this notation cannot say.`];
  return [...written].flatMap((words) => (words === undefined ? [] : [`# ${name}: ${words}`]));
}

const hasBias = ({ bias }: { bias?: Distribution | undefined }) => !(bias?.kind === "constant" && bias.value === 0);

/**
 * A spec as settings and `nn.Sequential(...)`, which `parseExperiment` reads back to the same spec. The notation has one
 * weight and one bias for all linear layers (`bias=False` aside): where they differ, a remark stands in place of the
 * setting, and PyTorch's default would be read. `$schema` is not written.
 */
export function notationOf(spec: ExploreSpec): string {
  const linear = spec.layers.filter((layer): layer is LinearSpec => layer.kind === "linear");
  return [
    `# input: ${spec.input.units}, ${wordsOf(spec.input.distribution)}`,
    ...shared(
      "weight",
      linear.map(({ weight }) => weight),
    ),
    ...shared(
      "bias",
      linear.filter(hasBias).map(({ bias }) => bias),
    ),
    `# trials: ${spec.trials}`,
    `# seed: ${spec.seed}`,
    ...(spec.parameterSeed === 0 ? [] : [`# parameterSeed: ${spec.parameterSeed}`]),
    "nn.Sequential(",
    ...spec.layers.map((layer) => `    nn.${labelOf(layer)},`),
    ")",
    "",
  ].join("\n");
}
