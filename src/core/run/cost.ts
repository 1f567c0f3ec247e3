import type { Initializer } from "../../formats/index";
import { isFixed } from "../random/distribution";
import type { Plan, Step } from "./plan";

/**
 * Nanoseconds that parts of a trial take on one thread, measured on an AMD EPYC (Zen 4) under Node 20. An engine scales
 * them by what it sees, so only their proportions matter.
 */
const NANOSECONDS = {
  drawn: 40,
  packed: 4,
  composed: 1.5,
  masked: 4,
  recorded: 8,
  activation: 6,
  product: 0.8,
  lattice: 0.5,
} as const;

/** How many of a step's modes are computed trial by trial. */
const modesOf = (plan: Plan, step: Step): number => (step.same ? (plan.fixedInput ? 0 : 1) : plan.fixedInput ? 2 : 3);

function productsOf(plan: Plan, step: Step): number {
  if (step.kind !== "linear") return 0;
  const size = step.fanIn * step.units;
  const evaluated = plan.fixedInput ? 0 : 1;
  switch (step.path) {
    case "same":
      return evaluated * size * NANOSECONDS.product;
    case "lattice":
      return size * NANOSECONDS.lattice;
    case "shared":
      return (evaluated + 1) * size * NANOSECONDS.product;
    case "separate":
      return (evaluated + 2) * size * NANOSECONDS.product;
    default:
      return step.path satisfies never;
  }
}

/** Nanoseconds that one trial probably takes on one thread. */
export function trialCost(plan: Plan): number {
  const { units, distribution } = plan.spec.input;
  const input = isFixed(distribution) ? 0 : units * NANOSECONDS.drawn;
  return plan.steps.reduce((sum, step) => {
    const modes = modesOf(plan, step);
    const own = step.kind === "dropout" ? NANOSECONDS.masked : step.kind === "activation" ? NANOSECONDS.activation : 0;
    return sum + productsOf(plan, step) + modes * step.units * (NANOSECONDS.recorded + own);
  }, input + 100);
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
    const { weight } = step.layer;
    const drawn = weight !== undefined && isFixedWeight(weight) ? 0 : NANOSECONDS.drawn;
    const composed = composing && mixed ? size * spec.input.units * NANOSECONDS.composed : 0;
    const tables = step.path === "lattice" ? 32 * size * NANOSECONDS.packed : 0;
    mixed = true;
    return sum + size * (drawn + NANOSECONDS.packed) + composed + tables;
  }, 1e6);
}

const isFixedWeight = ({ kind }: Initializer): boolean => kind === "constant" || kind === "values";
