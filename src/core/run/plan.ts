import {
  isDropout,
  isLinear,
  shapeOf,
  type ActivationSpec,
  type DropoutSpec,
  type ExploreSpec,
  type LayerSpec,
  type LinearSpec,
} from "../../formats/index";
import { maskOf } from "../kinds/index";
import { dropRate, type DropRate } from "../random/rate";
import { isFixed } from "../random/distribution";

/** Trials whose moments are merged as one before they join the others; a multiple of the block. */
export const CHUNK = 65_536;

/** The widest output of the path that sums in float64. */
const LATTICE_UNITS = 16;

/**
 * How a linear layer gets its values in train and unscaled train:
 * - "same": before the first dropout, one product for all modes;
 * - "lattice": fixed values, the first dropout, at most 16 units: float64 sums, so that equal sums stay equal;
 * - "shared": directly behind the first dropout, one product s for both, train being s/q + b;
 * - "separate": later, where the two differ upstream.
 */
export type LinearPath = "same" | "lattice" | "shared" | "separate";

interface StepSize {
  readonly fanIn: number;
  readonly units: number;
  /** Before the first dropout: the three modes are the same numbers. */
  readonly same: boolean;
}
export type LinearStep = StepSize & {
  readonly role: "map";
  readonly layer: LinearSpec;
  /** Counts linear layers only, so that an activation inserted before changes no weight. */
  readonly ordinal: number;
  readonly path: LinearPath;
  /** The dropout directly before, on the paths "shared" and "lattice". */
  readonly rate: DropRate | null;
};
export type DropoutStep = StepSize & {
  readonly role: "mask";
  readonly layer: DropoutSpec;
  readonly rate: DropRate;
  /** Counts dropout layers only. */
  readonly ordinal: number;
  /** The first dropout, and the input is fixed: every trial has the same values before it. */
  readonly repeated: boolean;
  /** The same, and it only multiplies: what the masks keep says it all. */
  readonly fixed: boolean;
  /** Whether the next layer reads its values; one on the path "lattice" sums by masks instead. */
  readonly read: boolean;
};
export type ActivationStep = StepSize & { readonly role: "activation"; readonly layer: ActivationSpec };
export type Step = LinearStep | DropoutStep | ActivationStep;

/** What runs, decided once from the spec alone: which path each layer takes, and what is the same in every trial. */
export interface Plan {
  readonly spec: ExploreSpec;
  readonly steps: readonly Step[];
  /** Whether every trial has the same input, so that eval is one trial. */
  readonly fixedInput: boolean;
  readonly widest: number;
}

/** Whether a layer that follows the first dropout over a fixed input takes the path "lattice". */
const isNarrow = (layer: LayerSpec): boolean => isLinear(layer) && layer.units <= LATTICE_UNITS;

/** Whether a layer multiplies by its masks and does nothing else. */
const multiplies = (layer: LayerSpec | undefined): layer is DropoutSpec =>
  layer !== undefined && isDropout(layer) && maskOf(layer).factor !== null;

/** Decides the path of each layer: the one place where that is decided. */
export function planOf(spec: ExploreSpec): Plan {
  const shape = shapeOf(spec);
  const fixedInput = isFixed(spec.input.distribution);
  const ordinals = { map: 0, mask: 0 };
  const steps = spec.layers.map((layer, i): Step => {
    const size = { fanIn: shape.fanIn[i]!, units: shape.units[i]!, same: ordinals.mask === 0 };
    const next = spec.layers[i + 1];
    if (isDropout(layer)) {
      const ordinal = ordinals.mask++;
      const repeated = fixedInput && ordinal === 0;
      const fixed = repeated && multiplies(layer);
      const read = next !== undefined && !(fixed && isNarrow(next));
      const rate = dropRate(layer.p);
      return { ...size, same: false, role: "mask", layer, rate, ordinal, repeated, fixed, read };
    }
    if (!isLinear(layer)) return { ...size, role: "activation", layer };
    const before = spec.layers[i - 1];
    const behindFirst = multiplies(before) && ordinals.mask === 1;
    const lattice = behindFirst && fixedInput && isNarrow(layer);
    const path = size.same ? "same" : lattice ? "lattice" : behindFirst ? "shared" : "separate";
    const rate = behindFirst ? dropRate(before.p) : null;
    return { ...size, role: "map", layer, ordinal: ordinals.map++, path, rate };
  });
  return { spec, steps, fixedInput, widest: Math.max(spec.input.units, ...shape.units) };
}
