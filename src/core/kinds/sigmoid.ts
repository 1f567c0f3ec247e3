import { exp } from "../reference/elementary";
import { activationMath } from "./kind";

/** 1 / (1 + e^-x). */
export const sigmoid = activationMath({
  reference: () => (x) => 1 / (1 + exp(-x)),
  kernel: () => ({ name: "sigmoid", numbers: [] }),
  nanoseconds: 5.5,
});
