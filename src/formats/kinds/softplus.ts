import * as v from "valibot";
import { float32 } from "../number";
import { activation } from "./activation";
import { number } from "./kind";

/** Softplus: log(1 + exp(beta x)) / beta. */
export const softplus = activation({
  kind: "softplus",
  description: "Softplus: log(1 + exp(beta · x)) / beta; x itself where beta · x exceeds the threshold.",
  torch: "Softplus",
  parameters: [number("beta", 1), number("threshold", 20)],
  entries: { beta: v.optional(float32("beta"), 1), threshold: v.optional(float32("The threshold"), 20) },
  numbers: [{ key: "beta" }, { key: "threshold" }],
  shown: ({ beta, threshold }) => `beta=${beta}, threshold=${threshold}`,
});
