import * as v from "valibot";
import { float32 } from "../number";
import { activation } from "./activation";
import { inplace, number } from "./kind";

/** LeakyReLU: x, or slope x below 0. */
export const leakyRelu = activation({
  kind: "leaky_relu",
  description: "LeakyReLU: x, or negative_slope · x below 0.",
  torch: "LeakyReLU",
  parameters: [number("negative_slope", 0.01), inplace],
  entries: { negative_slope: v.optional(float32("The negative slope"), 0.01) },
  numbers: [{ key: "negative_slope", label: "slope" }],
  shown: ({ negative_slope }) => `negative_slope=${negative_slope}`,
});
