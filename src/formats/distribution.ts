import * as v from "valibot";
import { kindMessage, object } from "./object";
import { issueAt, type SpecIssue } from "./issue";
import { float32, grouped } from "./number";

const constant = object("constant", { value: float32("The value of a constant") }, "The same value everywhere.");
const normal = object(
  "normal",
  { mean: float32("The mean of a normal distribution"), std: float32("A standard deviation", 0) },
  "Normal distribution N(mean, std²).",
);
const uniform = object(
  "uniform",
  { low: float32("The lower end of a uniform distribution"), high: float32("The upper end of a uniform distribution") },
  "Uniform distribution on [low, high).",
);
const halfNormal = object(
  "half_normal",
  { std: float32("A standard deviation", 0) },
  "|N(0, std²)|: what a ReLU leaves of a normal distribution, without its zeros.",
);
const values = object(
  "values",
  {
    values: v.pipe(
      v.array(float32("Each of the values"), "The values are a list of numbers"),
      v.description("One number per unit; for a weight row-major, [units][fan-in]."),
    ),
  },
  "Numbers of your own.",
);
const gain = (standard: number) => v.optional(float32("The gain", 0), standard);

const distributions = [constant, normal, uniform, halfNormal, values] as const;
const initializers = [
  ...distributions,
  object("kaiming_uniform", { gain: gain(Math.SQRT2) }, "U(-b, b) with b = gain·√(3 / fan-in) (He et al. 2015)."),
  object("kaiming_normal", { gain: gain(Math.SQRT2) }, "N(0, s²) with s = gain / √fan-in (He et al. 2015)."),
  object(
    "xavier_uniform",
    { gain: gain(1) },
    "U(-b, b) with b = gain·√(6 / (fan-in + fan-out)) (Glorot & Bengio 2010).",
  ),
  object(
    "xavier_normal",
    { gain: gain(1) },
    "N(0, s²) with s = gain·√(2 / (fan-in + fan-out)) (Glorot & Bengio 2010).",
  ),
] as const;

/** The kinds of each union, in the order in which menus and messages list them. */
export const DISTRIBUTION_KINDS = ["constant", "normal", "uniform", "half_normal", "values"] as const;
export const INITIALIZER_KINDS = [
  ...DISTRIBUTION_KINDS,
  "kaiming_uniform",
  "kaiming_normal",
  "xavier_uniform",
  "xavier_normal",
] as const;

/** Where input activations and biases come from. */
export const Distribution = v.variant("kind", distributions, kindMessage("distribution", DISTRIBUTION_KINDS));
export type Distribution = v.InferOutput<typeof Distribution>;

/** Where weights come from: a distribution, or a rule that depends on the fan-in. */
export const Initializer = v.variant("kind", initializers, kindMessage("initialization", INITIALIZER_KINDS));
export type Initializer = v.InferOutput<typeof Initializer>;

/** Issues of one distribution that is to give `length` numbers. */
export function distributionIssues(
  distribution: Distribution | Initializer | undefined,
  keys: readonly (string | number)[],
  length: number,
  meaning: string,
): SpecIssue[] {
  if (distribution?.kind === "values" && distribution.values.length !== length) {
    const has = `${grouped(distribution.values.length)} value${distribution.values.length === 1 ? "" : "s"}`;
    return [issueAt([...keys, "values"], `This list has ${has}, but ${meaning} takes ${grouped(length)}`)];
  }
  if (distribution?.kind === "uniform" && distribution.low > distribution.high) {
    return [
      issueAt(
        [...keys, "low"],
        `The lower end ${distribution.low} lies above the upper end ${distribution.high}: swap them`,
      ),
    ];
  }
  return [];
}
