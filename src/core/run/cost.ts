import { isFixed } from "../random/sample";
import type { Plan, Step } from "./plan";

/**
 * Nanoseconds that parts of a trial take on one thread, measured on an AMD EPYC (Zen 4) under Node 20. An engine scales
 * them by what it sees, so only their proportions matter.
 */
const NANOSECONDS = { drawn: 40, masked: 4, recorded: 8, activation: 6, product: 0.8, lattice: 0.5 } as const;

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
