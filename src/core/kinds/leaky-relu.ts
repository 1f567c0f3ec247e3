import type { SpecOfKind } from "../../formats/index";
import { activationMath } from "./kind";

/** x, or slope x where x is not positive, the slope rounded to float32. */
export const leakyRelu = activationMath({
  reference: ({ negative_slope }: SpecOfKind<"leaky_relu">) => {
    const slope = Math.fround(negative_slope);
    return (x) => (x > 0 ? x : x * slope);
  },
  kernel: ({ negative_slope }) => ({ name: "leakyRelu", numbers: [Math.fround(negative_slope)] }),
  nanoseconds: 0.2,
});
