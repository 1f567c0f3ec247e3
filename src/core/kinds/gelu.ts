import type { SpecOfKind } from "../../formats/index";
import { exp, normalCdf } from "../reference/elementary";
import { activationMath } from "./kind";

const GELU_TANH = 0.7978845608028654; // sqrt(2 / pi)

/** x Phi(x), or x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)), which is its tanh form rewritten. */
export const gelu = activationMath({
  reference: ({ approximate }: SpecOfKind<"gelu">) =>
    approximate === "none"
      ? (x) => x * normalCdf(x)
      : (x) => x / (1 + exp(-2 * GELU_TANH * (x + 0.044715 * x * x * x))),
  kernel: ({ approximate }) => ({ name: approximate === "none" ? "gelu" : "geluTanh", numbers: [] }),
  nanoseconds: 8,
});
