import type { Distribution, Initializer, Mode } from "../../formats/index";
import type { Purpose } from "../random/key";

/** A mode of training: it masks. */
export type TrainingMode = Exclude<Mode, "eval">;

/** Mean and variance over trials and units. */
export interface PooledMoments {
  readonly mean: number;
  readonly variance: number;
}

/** What masks do to a value on average: E[m] and E[m^2] of the factor m that multiplies it. */
export interface Factor {
  readonly first: number;
  readonly second: number;
}

/** A kernel of src/kernels by its name, and the numbers it takes after its addresses and sizes. */
export interface KernelCall<N extends string> {
  readonly name: N;
  readonly numbers: readonly number[];
}

/** One tensor of a layer, drawn once for a run. */
export interface ParameterTensor {
  readonly name: string;
  readonly purpose: Purpose;
  /** Row-major; each row begins a new place in its stream. */
  readonly rows: number;
  readonly columns: number;
  /** PyTorch's default where it is left out. */
  readonly initializer: Initializer | undefined;
}

/** The mathematics of a function of each value by itself. */
export interface ActivationMath<L, N extends string = string> {
  readonly role: "activation";
  /** The function, float64 in and out; the caller rounds to float32. */
  readonly reference: (layer: L) => (x: number) => number;
  /** (x, count, out, ...numbers): the same, bit for bit. */
  readonly kernel: (layer: L) => KernelCall<N>;
  /** Nanoseconds of one value, as in cost.ts. */
  readonly nanoseconds: number;
}

/** The mathematics of a layer that drops with probability p in training. */
export interface MaskMath<L, N extends string = string> {
  readonly role: "mask";
  /** What becomes of a value in a training mode; the caller rounds to float32. */
  readonly reference: (layer: L, mode: TrainingMode) => (x: number, kept: boolean) => number;
  /** (keep, x, stride, out, trials, units, ...numbers): the same, bit for bit. */
  readonly kernel: (layer: L, mode: TrainingMode) => KernelCall<N>;
  /**
   * What the factors that multiply a value become, where this is all that a mask does: then the faster ways are open to
   * it, and exact predictions. Null where it adds something.
   */
  readonly factor: ((layer: L, mode: TrainingMode, before: Factor) => Factor) | null;
  /** Moments after it, from those before; only asked for where it does not drop everything. */
  readonly moments: (layer: L, mode: TrainingMode, before: PooledMoments) => PooledMoments;
  /** Moments where everything is dropped. */
  readonly nothingKept: (layer: L, mode: TrainingMode) => PooledMoments;
}

/** The mathematics of a layer that multiplies by parameters. */
export interface MapMath<L> {
  readonly role: "map";
  /** The weight [units][fan-in] first, then the bias. */
  readonly tensors: (layer: L, fanIn: number) => readonly [weight: ParameterTensor, bias: ParameterTensor];
  /** Whether all weights are one number, so that products with equal inputs are counted, not added. */
  readonly equalWeights: (layer: L) => boolean;
}

/** A distribution that gives the same number each time. */
export const isConstant = (distribution: Distribution | Initializer | undefined): boolean =>
  distribution?.kind === "constant";

/** An activation, its kernels' names inferred. */
export const activationMath = <L, const N extends string>(
  math: Omit<ActivationMath<L, N>, "role">,
): ActivationMath<L, N> => ({ role: "activation", ...math });

/** A mask, its kernels' names inferred. */
export const maskMath = <L, const N extends string>(math: Omit<MaskMath<L, N>, "role">): MaskMath<L, N> => ({
  role: "mask",
  ...math,
});
