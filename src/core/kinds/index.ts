import type {
  ActivationSpec,
  DropoutSpec,
  KindOfRole,
  LayerKind,
  LayerSpec,
  LinearSpec,
  SpecOfKind,
} from "../../formats/index";
import { dropout } from "./dropout";
import { elu } from "./elu";
import { gelu } from "./gelu";
import { identity } from "./identity";
import type { ActivationMath, MapMath, MaskMath } from "./kind";
import { leakyRelu } from "./leaky-relu";
import { linear } from "./linear";
import { relu } from "./relu";
import { selu } from "./selu";
import { sigmoid } from "./sigmoid";
import { silu } from "./silu";
import { softplus } from "./softplus";
import { tanh } from "./tanh";

/** What each role must provide. */
type MathOf<K extends LayerKind> =
  K extends KindOfRole<"map">
    ? MapMath<SpecOfKind<K>>
    : K extends KindOfRole<"mask">
      ? MaskMath<SpecOfKind<K>>
      : ActivationMath<SpecOfKind<K>>;

/** The mathematics of every kind: one that is missing, or of another role, does not compile. */
const MATH = {
  linear,
  dropout,
  relu,
  leaky_relu: leakyRelu,
  elu,
  selu,
  gelu,
  silu,
  softplus,
  tanh,
  sigmoid,
  identity,
} as const satisfies { readonly [K in LayerKind]: MathOf<K> };

type Kinds = typeof MATH;
type KernelOf<K extends LayerKind> = Kinds[K] extends { readonly kernel: (...layer: never[]) => { name: infer N } }
  ? N
  : never;
/** The kernels that activations are computed by: (x, count, out, ...numbers). */
export type ActivationKernel = KernelOf<KindOfRole<"activation">>;
/** The kernels that masks are applied by: (keep, x, stride, out, trials, units, ...numbers). */
export type MaskKernel = KernelOf<KindOfRole<"mask">>;

const math = (layer: LayerSpec): unknown => MATH[layer.kind];

/** The mathematics of an activation. */
export const activationOf = (layer: ActivationSpec): ActivationMath<ActivationSpec, ActivationKernel> =>
  math(layer) as ActivationMath<ActivationSpec, ActivationKernel>;
/** The mathematics of a layer that masks. */
export const maskOf = (layer: DropoutSpec): MaskMath<DropoutSpec, MaskKernel> =>
  math(layer) as MaskMath<DropoutSpec, MaskKernel>;
/** The mathematics of a layer with weights. */
export const mapOf = (layer: LinearSpec): MapMath<LinearSpec> => math(layer) as MapMath<LinearSpec>;
