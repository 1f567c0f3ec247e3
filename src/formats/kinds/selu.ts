import { activation } from "./activation";
import { inplace } from "./kind";

/** SELU: the scaled exponential linear unit, whose constants keep mean 0 and variance 1. */
export const selu = activation({
  kind: "selu",
  description: "SELU: scaled exponential linear unit.",
  torch: "SELU",
  parameters: [inplace],
});
