import * as v from "valibot";
import { definitionOf, KINDS, type KindOfRole, type LayerKind, type SpecOfKind } from "./kinds/index";
import type { KindDefinition, Leaves, MaskText, Role } from "./kinds/kind";
import { kindMessage } from "./object";

export type { LayerKind, MaskText, Role };

/** Every kind of layer, in the order in which menus and messages list them. */
export const LAYER_KINDS = Object.keys(KINDS) as readonly LayerKind[];

/** One layer of a network. */
export type LayerSpec = { [K in LayerKind]: SpecOfKind<K> }[LayerKind];
/** A layer that multiplies what enters by weights. */
export type LinearSpec = SpecOfKind<KindOfRole<"map">>;
/** A layer that drops at random with probability p. */
export type DropoutSpec = SpecOfKind<KindOfRole<"mask">>;
/** An elementwise function without parameters drawn or masks. */
export type ActivationSpec = SpecOfKind<KindOfRole<"activation">>;

export const LayerSpec: v.GenericSchema<unknown, LayerSpec> = v.variant(
  "kind",
  LAYER_KINDS.map((kind) => KINDS[kind].schema) as never,
  kindMessage("layer", LAYER_KINDS),
);

/** Whether a name is that of a kind which is run: layers in code and in reports have other kinds, too. */
export const isLayerKind = (kind: string): kind is LayerKind => Object.hasOwn(KINDS, kind);

/** What a layer of this kind does with values; null for a kind that is not run. */
export const roleOf = (kind: string): Role | null => (isLayerKind(kind) ? KINDS[kind].role : null);

const kindOf = (layer: object): string => ("kind" in layer && typeof layer.kind === "string" ? layer.kind : "");
const withRole =
  <R extends Role>(role: R) =>
  <T extends object>(layer: T): layer is T & { readonly kind: KindOfRole<R> } =>
    roleOf(kindOf(layer)) === role;

/** Whether a layer multiplies what enters by weights. */
export const isLinear = withRole("map");
/** Whether a layer drops at random. */
export const isDropout = withRole("mask");
/** Whether a layer is a function of each value by itself. */
export const isActivation = withRole("activation");

/** What of its values a layer leaves as it is. */
const leavesOf = (layer: object): Leaves => {
  const kind = kindOf(layer);
  return isLayerKind(kind) ? KINDS[kind].leaves : "others";
};
/** Whether a layer passes on all values as they are, in every mode. */
export const isIdentity = (layer: object): boolean => leavesOf(layer) === "all";
/** Whether a layer leaves zeros and positive values. */
export const isRectifier = (layer: object): boolean => leavesOf(layer) === "positive";
/** Whether what a layer gives isn't a linear function of what enters it, as far as is known. */
export const isNonlinear = (layer: object): boolean => !isLinear(layer) && !isDropout(layer) && !isIdentity(layer);

/** The probability with which a layer drops; undefined for one that never does. */
export const dropRateOf = (layer: LayerSpec): number | undefined => (isDropout(layer) ? layer.p : undefined);

/** What the file of a layer's kind says of it. */
export const definition = <L extends LayerSpec>(layer: L): KindDefinition<L["kind"], L, Role> =>
  definitionOf(layer.kind) as unknown as KindDefinition<L["kind"], L, Role>;

/** What a kind that masks says of itself; null for any other. */
export const maskText = (kind: string): MaskText | null => (isLayerKind(kind) ? KINDS[kind].mask : null);

/**
 * A layer in PyTorch notation, as `parseLayers` reads it back: `Linear(100, 1, bias=False)`, `Dropout(p=0.4)`.
 * A linear layer that leaves out its `inputs` is `LazyLinear(1)`. Initializers, `bias=False` aside, are not part of it.
 */
export const labelOf = (layer: LayerSpec): string => definition(layer).label(layer);

/** How many units leave a layer that so many enter. */
export const unitsAfter = (layer: LayerSpec, width: number): number =>
  definition(layer).shape?.units(layer, width) ?? width;

/** A layer with the fan-in written out where its notation has one, as a report's labels have it. */
export const sized = <L extends LayerSpec>(layer: L, width: number): L =>
  definition(layer).shape?.sized(layer, width) ?? layer;
