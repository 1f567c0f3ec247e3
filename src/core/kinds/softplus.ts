import type { SpecOfKind } from "../../formats/index";
import { exp, log1p } from "../reference/elementary";
import { activationMath } from "./kind";

/** log(1 + exp(beta x)) / beta, and x itself where beta x exceeds the threshold (torch.nn.Softplus). */
export const softplus = activationMath({
  reference:
    ({ beta, threshold }: SpecOfKind<"softplus">) =>
    (x) =>
      x * beta > threshold ? x : log1p(exp(x * beta)) / beta,
  kernel: ({ beta, threshold }) => ({ name: "softplus", numbers: [beta, threshold] }),
  nanoseconds: 11,
});
