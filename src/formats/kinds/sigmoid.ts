import { activation } from "./activation";

/** Sigmoid: 1 / (1 + e^-x). */
export const sigmoid = activation({
  kind: "sigmoid",
  description: "Sigmoid: 1 / (1 + exp(-x)).",
  torch: "Sigmoid",
  parameters: [],
});
