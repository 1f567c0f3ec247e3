import { tanh as tanhOf } from "../reference/elementary";
import { activationMath } from "./kind";

/** The hyperbolic tangent. */
export const tanh = activationMath({
  reference: () => tanhOf,
  kernel: () => ({ name: "tanh", numbers: [] }),
  nanoseconds: 7,
});
