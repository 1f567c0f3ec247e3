import { activation } from "./activation";
import { inplace } from "./kind";

/** SiLU: x sigmoid(x). */
export const silu = activation({
  kind: "silu",
  description: "SiLU: x · sigmoid(x).",
  torch: "SiLU",
  parameters: [inplace],
});
