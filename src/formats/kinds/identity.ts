import { activation } from "./activation";
import { number } from "./kind";

/** Identity: x; and Flatten, since a trial is a vector already. */
export const identity = activation({
  kind: "identity",
  description: "Identity: x.",
  torch: "Identity",
  parameters: [],
  leaves: "all",
  anything: true,
  others: [
    {
      name: "Flatten",
      parameters: [
        { ...number("start_dim", 1), fixed: true },
        { ...number("end_dim", -1), fixed: true },
      ],
    },
  ],
});
