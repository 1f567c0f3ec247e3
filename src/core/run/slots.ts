import type { Mode } from "../../formats/index";
import type { Plan } from "./plan";

/** Whose activations a slot gathers: one mode's, or all three's where they are the same numbers. */
export type SlotMode = "same" | Mode;

/** One set of activations that is recorded; a measurement has one to three. */
export interface Slot {
  /** The measurement, by its place among all of the plan. */
  readonly measurement: number;
  readonly mode: SlotMode;
}

/** The step whose eval is this step's own, because a mask passes it on; -1 where there is none. */
export function evalOf({ steps }: Plan, step: number): number {
  const { role, inputs } = steps[step]!;
  return role === "mask" ? inputs[0]! : -1;
}

/**
 * What has to be recorded trial by trial. Not in it: what a fixed input makes the same in every trial, and a dropout's eval,
 * which is that of the layer before.
 */
export function slotsOf(plan: Plan): Slot[] {
  return plan.measurements.flatMap(({ step }, measurement): Slot[] => {
    if (plan.steps[step]!.same) return plan.fixedInput ? [] : [{ measurement, mode: "same" }];
    const split: Slot[] = [
      { measurement, mode: "train" },
      { measurement, mode: "unscaledTrain" },
    ];
    return plan.fixedInput || evalOf(plan, step) >= 0 ? split : [{ measurement, mode: "eval" }, ...split];
  });
}

/** Finds the slot that records a measurement's mode; -1 where a fixed input makes it the same in every trial. */
export function slotFinder(plan: Plan): (measurement: number, mode: Mode) => number {
  const own = plan.measurements.map((): Partial<Record<SlotMode, number>> => ({}));
  slotsOf(plan).forEach(({ measurement, mode }, slot) => (own[measurement]![mode] = slot));
  const find = (measurement: number, mode: Mode): number => {
    const found = own[measurement]![mode] ?? own[measurement]!.same;
    if (found !== undefined) return found;
    const from = mode === "eval" ? evalOf(plan, plan.measurements[measurement]!.step) : -1;
    return from === -1 ? -1 : find(plan.outputs[from]!, mode);
  };
  return find;
}
