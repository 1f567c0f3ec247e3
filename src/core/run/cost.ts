import type { ActivationSpec, Initializer } from "../../formats/index";
import { isFixed, type Drawn } from "../random/distribution";
import type { DropoutStep, LinearStep, Plan, Step } from "./plan";

/**
 * Nanoseconds that the kernels take for one value, on one thread of an AMD EPYC (Zen 4) under Node 20. An engine scales
 * them by what it sees, so only their proportions matter.
 */
const NANOSECONDS = {
  mask: 0.09,
  masked: 0.12,
  /** Of each value that is recorded, and of each trial's own: its mean and its difference from eval. */
  recorded: 1,
  trial: 9,
  /** Of each input of a dropout that is recorded by its masks. */
  counted: 0.12,
  /** Of each multiplication, and of each input that is looked at for zero. */
  product: 0.045,
  input: 0.3,
  /** Both modes of one product. */
  split: 0.5,
  /** Of each product that a table adds up. */
  lattice: 0.055,
  /** Of each weight that is laid out for the product, and of each multiplication that a prediction takes. */
  packed: 0.5,
  composed: 1.5,
} as const;

const DRAWN: Readonly<Record<Drawn["kind"], number>> = { normal: 7.4, half_normal: 7.4, uniform: 0.6 };

const ACTIVATIONS: Readonly<Record<ActivationSpec["kind"], number>> = {
  relu: 0.12,
  identity: 0.12,
  leaky_relu: 0.2,
  elu: 5.7,
  selu: 5.7,
  silu: 5.5,
  sigmoid: 5.5,
  tanh: 7,
  gelu: 8,
  softplus: 11,
};

/** The product takes its outputs by four at least. */
const LANES = 4;

/** The share of a layer's inputs that is probably not zero, in eval and behind dropouts. */
interface Nonzero {
  readonly eval: number;
  readonly trained: number;
}

/** How many of a step's modes are computed trial by trial. */
const modesOf = (plan: Plan, step: Step): number => (step.same ? (plan.fixedInput ? 0 : 1) : plan.fixedInput ? 2 : 3);

/** Nanoseconds that one trial probably takes on one thread. */
export function trialCost(plan: Plan): number {
  const { units, distribution } = plan.spec.input;
  let cost = isFixed(distribution) ? 0 : units * DRAWN[distribution.kind];
  let nonzero: Nonzero = { eval: 1, trained: 1 };
  for (const step of plan.steps) {
    cost += ownCost(plan, step, nonzero) + recordingCost(plan, step);
    nonzero = behind(step, nonzero);
  }
  return cost;
}

function ownCost(plan: Plan, step: Step, nonzero: Nonzero): number {
  switch (step.kind) {
    case "dropout":
      return dropoutCost(step);
    case "activation":
      return modesOf(plan, step) * step.units * ACTIVATIONS[step.layer.kind];
    case "linear":
      return linearCost(step, plan.fixedInput ? 0 : 1, nonzero);
    default:
      return step satisfies never;
  }
}

const dropoutCost = ({ units, fixed, read }: DropoutStep): number =>
  units * (NANOSECONDS.mask + (!fixed || read ? 2 * NANOSECONDS.masked : 0));

function linearCost({ fanIn, units, path }: LinearStep, evaluated: number, nonzero: Nonzero): number {
  const width = Math.ceil(units / LANES) * LANES;
  const product = (share: number): number => fanIn * (NANOSECONDS.input + width * share * NANOSECONDS.product);
  switch (path) {
    case "same":
      return evaluated * product(nonzero.eval);
    case "lattice":
      return units * (fanIn * NANOSECONDS.lattice + NANOSECONDS.split);
    case "shared":
      return evaluated * product(nonzero.eval) + product(nonzero.trained) + units * NANOSECONDS.split;
    case "separate":
      return evaluated * product(nonzero.eval) + 2 * product(nonzero.trained);
    default:
      return path satisfies never;
  }
}

function recordingCost(plan: Plan, step: Step): number {
  const { trial, recorded, counted } = NANOSECONDS;
  if (step.kind === "dropout" && step.fixed) return step.units * counted + 2 * trial;
  // A dropout's eval is that of the layer before.
  const modes = step.kind === "dropout" ? 2 : modesOf(plan, step);
  return modes * (step.units * recorded + trial);
}

/** ReLU leaves half of what is about zero, and a dropout its share. */
function behind(step: Step, nonzero: Nonzero): Nonzero {
  if (step.kind === "dropout") return { ...nonzero, trained: nonzero.trained * step.rate.q };
  if (step.kind === "linear") return { eval: 1, trained: 1 };
  if (step.layer.kind !== "relu") return nonzero;
  return { eval: nonzero.eval / 2, trained: nonzero.trained / 2 };
}

/**
 * Nanoseconds that drawing parameters, packing them and, where asked for, predicting probably take on one thread.
 */
export function prepareCost({ steps, spec, fixedInput }: Plan, predicting: boolean): number {
  let composing = !fixedInput && predicting;
  let mixed = false;
  return steps.reduce((sum, step) => {
    if (step.kind !== "linear") {
      if (step.kind === "activation" && step.layer.kind !== "identity") composing = false;
      return sum;
    }
    const size = step.fanIn * step.units;
    const composed = composing && mixed ? size * spec.input.units * NANOSECONDS.composed : 0;
    const tables = step.path === "lattice" ? 32 * size * NANOSECONDS.packed : 0;
    mixed = true;
    return sum + size * (drawnCost(step.layer.weight) + NANOSECONDS.packed) + composed + tables;
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
