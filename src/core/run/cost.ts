import { isIdentity, isRectifier, type Distribution, type Initializer } from "../../formats/index";
import { activationOf, mapOf, maskOf } from "../kinds/index";
import { isFixed, type Drawn } from "../random/distribution";
import type { DropoutStep, LinearStep, Plan, Step } from "./plan";

/**
 * Nanoseconds that the kernels take for one value, on one thread of an AMD EPYC (Zen 4) under Node 20, fitted to 150
 * random networks. An engine scales them by what it sees, so only their proportions matter.
 */
const NANOSECONDS = {
  mask: 0.13,
  masked: 0.055,
  /** Of each value that is recorded, and of each trial's own: its mean and its difference from eval. */
  recorded: 1.36,
  trial: 4.4,
  /** Of each layer in each trial, whatever it does. */
  layer: 4.1,
  /** Of each input of a dropout that is recorded by its masks. */
  counted: 0.08,
  /** Of each multiplication, where few inputs are zero and where many are, and of each input that is looked at. */
  dense: 0.049,
  sparse: 0.077,
  input: 0.26,
  /** Both modes of one product. */
  split: 0.2,
  /** Of each product that a table adds up. */
  lattice: 0.072,
  /** Of each weight that is laid out for the product, and of each multiplication that a prediction takes. */
  packed: 0.5,
  composed: 1.5,
} as const;

const DRAWN: Readonly<Record<Drawn["kind"], number>> = { normal: 7.4, half_normal: 7.4, uniform: 0.6 };

/** The product takes its outputs by four at least. */
const LANES = 4;

/** What is negative of numbers about zero. */
const HALF = 0.5;
/** From this share of inputs that are not zero on, products are computed for all of them. */
const DENSE = 0.7;

/** What a layer's inputs probably are: the share that is not zero, in eval and after dropouts, and that is negative. */
interface Values {
  readonly eval: number;
  readonly trained: number;
  readonly negative: number;
  /** Whether all inputs of all trials are the same number. */
  readonly equal: boolean;
}

/** How many of a step's modes are computed trial by trial. */
const modesOf = (plan: Plan, step: Step): number => (step.same ? (plan.fixedInput ? 0 : 1) : plan.fixedInput ? 2 : 3);

/** Nanoseconds that one trial probably takes on one thread. */
export function trialCost(plan: Plan): number {
  const { units, distribution } = plan.spec.input;
  let cost = isFixed(distribution) ? 0 : units * DRAWN[distribution.kind];
  const equal = distribution.kind === "constant";
  const entering: Values = { eval: 1, trained: 1, negative: negativeShare(distribution), equal };
  const leaving: Values[] = [];
  for (const step of plan.steps) {
    const values = leaving[step.inputs[0]!] ?? entering;
    cost += NANOSECONDS.layer + ownCost(plan, step, values) + recordingCost(plan, step);
    leaving.push(after(step, values));
  }
  return cost;
}

function ownCost(plan: Plan, step: Step, values: Values): number {
  switch (step.role) {
    case "mask":
      return dropoutCost(step);
    case "activation":
      return modesOf(plan, step) * step.units * activationOf(step.layer).nanoseconds;
    case "map":
      return linearCost(step, plan.fixedInput ? 0 : 1, values);
    default:
      return step satisfies never;
  }
}

const dropoutCost = ({ units, fixed, read }: DropoutStep): number =>
  units * (NANOSECONDS.mask + (!fixed || read ? 2 * NANOSECONDS.masked : 0));

function linearCost({ fanIn, units, path, layer }: LinearStep, evaluated: number, values: Values): number {
  const { dense, sparse, input, lattice, split } = NANOSECONDS;
  const width = Math.ceil(units / LANES) * LANES;
  const product = (share: number): number => fanIn * (input + width * share * (share > DENSE ? dense : sparse));
  switch (path) {
    case "same":
      return evaluated * product(values.eval);
    case "lattice":
      // Equal products are not even added: they are counted with the masks.
      return units * ((values.equal && mapOf(layer).equalWeights(layer) ? 0 : fanIn * lattice) + split);
    case "shared":
      return evaluated * product(values.eval) + product(values.trained) + units * split;
    case "separate":
      return evaluated * product(values.eval) + 2 * product(values.trained);
    default:
      return path satisfies never;
  }
}

function recordingCost(plan: Plan, step: Step): number {
  const { trial, recorded, counted } = NANOSECONDS;
  if (step.role === "mask" && step.fixed) return step.units * counted;
  // A dropout's eval is that of the layer before.
  const modes = step.role === "mask" ? 2 : modesOf(plan, step);
  return modes * (step.units * recorded + trial);
}

/** The share of negative numbers, about. */
function negativeShare(distribution: Distribution): number {
  switch (distribution.kind) {
    case "constant":
      return distribution.value < 0 ? 1 : 0;
    case "half_normal":
      return 0;
    case "uniform":
      return distribution.low >= 0 ? 0 : HALF;
    case "normal":
      return Math.abs(distribution.mean) < 2 * distribution.std ? HALF : distribution.mean < 0 ? 1 : 0;
    case "values":
      return distribution.values.filter((value) => value < 0).length / distribution.values.length;
    default:
      return distribution satisfies never;
  }
}

/** An activation may leave what is positive, and a dropout its share. */
function after(step: Step, values: Values): Values {
  const { eval: evaluated, trained, negative } = values;
  if (step.role === "mask") return { ...values, trained: trained * step.rate.q };
  if (step.role === "map") return { eval: 1, trained: 1, negative: HALF, equal: false };
  if (!isRectifier(step.layer)) return values;
  const positive = 1 - negative;
  return { ...values, eval: evaluated * positive, trained: trained * positive, negative: 0 };
}

/**
 * Nanoseconds that drawing parameters, packing them and, where asked for, predicting probably take on one thread.
 */
export function prepareCost({ steps, spec, fixedInput }: Plan, predicting: boolean): number {
  let composing = !fixedInput && predicting;
  let mixed = false;
  return steps.reduce((sum, step) => {
    if (step.role !== "map") {
      if (step.role === "mask" ? maskOf(step.layer).factor === null : !isIdentity(step.layer)) composing = false;
      return sum;
    }
    const size = step.fanIn * step.units;
    const composed = composing && mixed ? size * spec.input.units * NANOSECONDS.composed : 0;
    const tables = step.path === "lattice" ? 32 * size * NANOSECONDS.packed : 0;
    mixed = true;
    return (
      sum +
      size * (drawnCost(mapOf(step.layer).tensors(step.layer, step.fanIn)[0].initializer) + NANOSECONDS.packed) +
      composed +
      tables
    );
  }, 1e6);
}

/** Nanoseconds of one weight. */
function drawnCost(weight: Initializer | undefined): number {
  switch (weight?.kind) {
    case "constant":
    case "values":
      return 0;
    case "normal":
    case "half_normal":
    case "kaiming_normal":
    case "xavier_normal":
      return DRAWN.normal;
    case "uniform":
    case "kaiming_uniform":
    case "xavier_uniform":
    case undefined:
      return DRAWN.uniform;
    default:
      return weight satisfies never;
  }
}
