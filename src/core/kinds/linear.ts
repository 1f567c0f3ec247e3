import type { SpecOfKind } from "../../formats/index";
import { isConstant, type MapMath } from "./kind";

/** z = W x + b; weight and bias are PyTorch's where they are left out. */
export const linear: MapMath<SpecOfKind<"linear">> = {
  role: "map",
  tensors: ({ units, weight, bias }, fanIn) => [
    { name: "weight", purpose: "weight", rows: units, columns: fanIn, initializer: weight },
    { name: "bias", purpose: "bias", rows: units, columns: 1, initializer: bias },
  ],
  equalWeights: ({ weight }) => isConstant(weight),
};
