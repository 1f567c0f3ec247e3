import { activation } from "./activation";
import { inplace } from "./kind";

/** ReLU: max(0, x). */
export const relu = activation({
  kind: "relu",
  description: "ReLU: max(0, x).",
  torch: "ReLU",
  parameters: [inplace],
  leaves: "positive",
});
