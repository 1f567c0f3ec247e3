import type { SpecOfKind } from "../../formats/index";
import { expm1 } from "../reference/elementary";
import { activationMath } from "./kind";

/** x, or alpha (e^x - 1) where x is not positive, alpha rounded to float32. */
export const elu = activationMath({
  reference: ({ alpha }: SpecOfKind<"elu">) => {
    const factor = Math.fround(alpha);
    return (x) => (x > 0 ? x : factor * expm1(x));
  },
  kernel: ({ alpha }) => ({ name: "elu", numbers: [Math.fround(alpha)] }),
  nanoseconds: 5.7,
});
