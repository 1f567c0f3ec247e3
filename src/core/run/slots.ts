import type { Plan } from "./plan";

/** Whose activations a slot gathers: one mode's, or all three's where they are the same numbers. */
export type SlotMode = "same" | "eval" | "train" | "unscaledTrain";

/** One set of activations that is measured; a layer has one to three. */
export interface Slot {
  readonly layer: number;
  readonly mode: SlotMode;
}

/** What has to be measured trial by trial; what a fixed input makes the same in every trial is not in it. */
export function slotsOf(plan: Plan): Slot[] {
  return plan.steps.flatMap((step, layer): Slot[] => {
    if (step.same) return plan.fixedInput ? [] : [{ layer, mode: "same" }];
    const split: Slot[] = [
      { layer, mode: "train" },
      { layer, mode: "unscaledTrain" },
    ];
    return plan.fixedInput ? split : [{ layer, mode: "eval" }, ...split];
  });
}
