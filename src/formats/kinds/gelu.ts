import * as v from "valibot";
import { activation } from "./activation";

/** GELU: x Phi(x), or its tanh approximation. */
export const gelu = activation({
  kind: "gelu",
  description: "GELU: x · Φ(x), or its tanh approximation.",
  torch: "GELU",
  parameters: [{ name: "approximate", type: "string", standard: "none" }],
  entries: {
    approximate: v.optional(
      v.pipe(
        v.picklist(["none", "tanh"], 'The approximation of GELU is "none" or "tanh"'),
        v.description('The approximation of GELU: "none" or "tanh".'),
      ),
      "none",
    ),
  },
  choices: [
    {
      key: "approximate",
      label: "Approximation",
      options: [
        ["none", "exact"],
        ["tanh", "tanh"],
      ],
    },
  ],
  shown: ({ approximate }) => (approximate === "none" ? "" : `approximate='${approximate}'`),
});
