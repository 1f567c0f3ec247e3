import type { Plan } from "./plan";

/** Whose activations a slot gathers: one mode's, or all three's where they are the same numbers. */
export type SlotMode = "same" | "eval" | "train" | "unscaledTrain";

/** One set of activations that is measured; a layer has one to three. */
export interface Slot {
  readonly layer: number;
  readonly mode: SlotMode;
}

/**
 * What has to be measured trial by trial. Not in it: what a fixed input makes the same in every trial, and a dropout's eval,
 * which is that of the layer before.
 */
export function slotsOf(plan: Plan): Slot[] {
  return plan.steps.flatMap((step, layer): Slot[] => {
    if (step.same) return plan.fixedInput ? [] : [{ layer, mode: "same" }];
    const split: Slot[] = [
      { layer, mode: "train" },
      { layer, mode: "unscaledTrain" },
    ];
    const measuredBefore = step.role === "mask" && layer > 0;
    return plan.fixedInput || measuredBefore ? split : [{ layer, mode: "eval" }, ...split];
  });
}

/** The slot that measures a layer's mode; -1 where a fixed input makes it the same in every trial. */
export function slotOf(plan: Plan, slots: readonly Slot[], layer: number, mode: Exclude<SlotMode, "same">): number {
  const own = slots.findIndex((slot) => slot.layer === layer && (slot.mode === mode || slot.mode === "same"));
  const passed = own === -1 && mode === "eval" && layer > 0 && plan.steps[layer]!.role === "mask";
  return passed ? slotOf(plan, slots, layer - 1, mode) : own;
}
