import * as v from "valibot";
import { Distribution, distributionIssues, Initializer } from "../distribution";
import { issueAt, type SpecIssue } from "../issue";
import { LIMITS } from "../limits";
import { grouped, integer } from "../number";
import { object } from "../object";
import { number, type Entering, type KindDefinition, type TorchParameter } from "./kind";

const schema = object(
  "linear",
  {
    units: integer("The number of units", 1, LIMITS.units),
    inputs: v.optional(integer("The fan-in", 1, LIMITS.units)),
    weight: v.optional(Initializer),
    bias: v.optional(Distribution),
  },
  "Linear: z = W x + b. Weight and bias left out: PyTorch's default, U(-1/√fan-in, 1/√fan-in) for both.",
);
type LinearSpec = v.InferOutput<typeof schema>;

const biasParameter: TorchParameter = { name: "bias", type: "boolean", standard: true };
const unitsParameter: TorchParameter = { ...number("out_features"), key: "units" };

/** `bias=False` is a bias of constant 0. */
const values = ({ bias, ...sizes }: Readonly<Record<string, unknown>>): object => ({
  ...sizes,
  ...(bias === false ? { bias: { kind: "constant", value: 0 } } : {}),
});

/** A linear layer that leaves out its `inputs` is `LazyLinear(1)`; initializers, `bias=False` aside, aren't part of it. */
function label({ units, inputs, bias }: LinearSpec): string {
  const sizes = inputs === undefined ? `LazyLinear(${units}` : `Linear(${inputs}, ${units}`;
  return bias?.kind === "constant" && bias.value === 0 ? `${sizes}, bias=False)` : `${sizes})`;
}

function issues(layer: LinearSpec, { width, source, weights, at }: Entering): SpecIssue[] {
  const own = width * layer.units;
  const found: SpecIssue[] = [];
  if (layer.inputs !== undefined && layer.inputs !== width) {
    const expects = `This linear layer expects ${grouped(layer.inputs)} inputs, but ${source} gives ${grouped(width)}`;
    found.push(issueAt([...at, "inputs"], `${expects}: write ${width}, or change what comes before`));
  }
  if (weights > LIMITS.weights && weights - own <= LIMITS.weights) {
    const size = `With this layer's ${grouped(width)} × ${grouped(layer.units)} the network has ${grouped(weights)} weights`;
    found.push(issueAt([...at, "units"], `${size}; at most ${grouped(LIMITS.weights)} fit: use fewer units`));
  }
  return [
    ...found,
    ...distributionIssues(layer.weight, [...at, "weight"], own, `a weight of [${layer.units}][${width}]`),
    ...distributionIssues(layer.bias, [...at, "bias"], layer.units, `a bias of ${grouped(layer.units)} units`),
  ];
}

/** z = W x + b, the weight [units][fan-in]. */
export const linear: KindDefinition<"linear", LinearSpec, "map"> = {
  kind: "linear",
  role: "map",
  since: 1,
  schema,
  torch: [
    {
      name: "Linear",
      parameters: [{ ...number("in_features"), key: "inputs" }, unitsParameter, biasParameter],
      values,
    },
    { name: "LazyLinear", parameters: [unitsParameter, biasParameter], values },
  ],
  label,
  create: (width) => ({ kind: "linear", units: width, inputs: width }),
  numbers: [{ key: "units" }],
  choices: [],
  size: ({ units }) => units,
  shape: {
    units: ({ units }) => units,
    sized: (layer, width) => ({ ...layer, inputs: width }),
    weights: ({ units }, width) => width * units,
    issues,
  },
  leaves: "others",
  links: { pytorch: "Linear" },
  mask: null,
};
