import type { SpecOfKind } from "../../formats/index";
import { dropRate } from "../random/rate";
import { maskMath, type TrainingMode } from "./kind";

type Spec = SpecOfKind<"dropout">;

const scaleOf = ({ p }: Spec, mode: TrainingMode): number => (mode === "train" ? dropRate(p).scale : 1);

/**
 * Inverted dropout with q = 1 - p: what is dropped is 0, what is kept is x in unscaled train and fround(x / q) in train.
 * Of mean m and variance v: train mean m, variance (v + m^2)/q - m^2 = v/q + m^2 p/q; unscaled q m,
 * q (v + m^2) - q^2 m^2 = q v + q p m^2; 0 and 0 where all is dropped.
 */
export const dropout = maskMath({
  reference: (layer: Spec, mode) => {
    const scale = scaleOf(layer, mode);
    return (x, kept) => (kept ? x * scale : 0);
  },
  kernel: (layer, mode) => ({ name: "maskValues", numbers: [scaleOf(layer, mode)] }),
  factor: ({ p }, mode, { first, second }) => {
    const { q } = dropRate(p);
    if (mode === "unscaledTrain") return { first: first * q, second: second * q };
    return q === 0 ? { first: 0, second: 0 } : { first, second: second / q };
  },
  moments: ({ p }, mode, { mean: m, variance: v }) => {
    const { q } = dropRate(p);
    return mode === "train"
      ? { mean: m, variance: v / q + (m * m * (1 - q)) / q }
      : { mean: q * m, variance: q * v + q * (1 - q) * m * m };
  },
  nothingKept: () => ({ mean: 0, variance: 0 }),
});
