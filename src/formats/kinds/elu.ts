import * as v from "valibot";
import { float32 } from "../number";
import { activation } from "./activation";
import { inplace, number } from "./kind";

/** ELU: x, or alpha (e^x - 1) below 0. */
export const elu = activation({
  kind: "elu",
  description: "ELU: x, or alpha · (exp(x) - 1) below 0.",
  torch: "ELU",
  parameters: [number("alpha", 1), inplace],
  entries: { alpha: v.optional(float32("alpha"), 1) },
  numbers: [{ key: "alpha" }],
  shown: ({ alpha }) => `alpha=${alpha}`,
});
