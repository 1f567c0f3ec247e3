import { expm1 } from "../reference/elementary";
import { activationMath } from "./kind";

const SCALE = 1.0507009873554805;
const ALPHA = 1.6732632423543772;

/** scale x, or scale alpha (e^x - 1) where x is not positive (Klambauer et al. 2017). */
export const selu = activationMath({
  reference: () => (x) => (x > 0 ? SCALE * x : SCALE * ALPHA * expm1(x)),
  kernel: () => ({ name: "selu", numbers: [] }),
  nanoseconds: 5.7,
});
