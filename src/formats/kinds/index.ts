import type * as v from "valibot";
import { dropout } from "./dropout";
import { elu } from "./elu";
import { gelu } from "./gelu";
import { identity } from "./identity";
import type { KindDefinition, Role } from "./kind";
import { leakyRelu } from "./leaky-relu";
import { linear } from "./linear";
import { relu } from "./relu";
import { selu } from "./selu";
import { sigmoid } from "./sigmoid";
import { silu } from "./silu";
import { softplus } from "./softplus";
import { tanh } from "./tanh";

/** Every kind of layer by its name, in the order in which menus and messages list them: all other tables follow. */
export const KINDS = {
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
} as const;

type Kinds = typeof KINDS;
/** The name of a kind. */
export type LayerKind = keyof Kinds;
/** The spec of one kind. */
export type SpecOfKind<K extends LayerKind> = v.InferOutput<Kinds[K]["schema"]>;
/** The kinds of a role. */
export type KindOfRole<R extends Role> = { [K in LayerKind]: Kinds[K]["role"] extends R ? K : never }[LayerKind];

/** What is said of one kind; a kind that stands under another's name does not compile. */
export const definitionOf = <K extends LayerKind>(kind: K): KindDefinition<K, SpecOfKind<K>, Role> =>
  (KINDS satisfies { readonly [N in LayerKind]: { readonly kind: N } })[kind] as unknown as KindDefinition<
    K,
    SpecOfKind<K>,
    Role
  >;
