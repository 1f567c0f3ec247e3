import { exp } from "../reference/elementary";
import { activationMath } from "./kind";

/** x / (1 + e^-x). */
export const silu = activationMath({
  reference: () => (x) => x / (1 + exp(-x)),
  kernel: () => ({ name: "silu", numbers: [] }),
  nanoseconds: 5.5,
});
