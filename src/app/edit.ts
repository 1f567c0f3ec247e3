import {
  definitionOf,
  isLinear,
  unitsAfter,
  versionFor,
  type Distribution,
  type ExploreSpec,
  type Initializer,
  type LayerKind,
  type LayerSpec,
} from "../formats/index";

/** A place in a spec: keys and indices from its root. */
export type Keys = readonly (string | number)[];

type Node = Record<string | number, unknown>;

function withValue(node: unknown, [key, ...rest]: Keys, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(node) ? [...(node as unknown[])] : { ...(node as Node) }) as Node;
  const next = withValue(copy[key], rest, value);
  if (next === undefined) Reflect.deleteProperty(copy, key);
  else copy[key] = next;
  return copy;
}

/**
 * A spec with another value at `keys`; undefined removes the key. The value may be what a person typed and no number
 * at all: the result is a draft, which `checkSpec` judges before anything is computed from it.
 */
export const setAt = (spec: ExploreSpec, keys: Keys, value: unknown): ExploreSpec =>
  withValue(spec, keys, value) as ExploreSpec;

/** The value at `keys`, or undefined. */
export const valueAt = (spec: ExploreSpec, keys: Keys): unknown =>
  keys.reduce<unknown>((node, key) => (typeof node === "object" && node ? (node as Node)[key] : undefined), spec);

/** Linear layers that state their `inputs` state the fan-in that the layers before them give now. */
export function refit(spec: ExploreSpec): ExploreSpec {
  let width: unknown = spec.input.units;
  const layers = spec.layers.map((layer) => {
    if (!isLinear(layer)) return layer;
    const before = width;
    width = layer.units;
    // Where a width is what a person is still typing, the fan-in stays as it was: one mistake is one message.
    if (layer.inputs === undefined || layer.inputs === before || !Number.isInteger(before)) return layer;
    return { ...layer, inputs: before as number };
  });
  return { ...spec, layers };
}

/** Units that enter the layer at `index`. */
export function widthBefore(spec: ExploreSpec, index: number): number {
  return spec.layers.slice(0, index).reduce((width, layer) => unitsAfter(layer, width), spec.input.units);
}

/** A layer of a kind as it is added: as wide as what enters it. */
export const newLayer = (kind: LayerKind, width: number): LayerSpec => definitionOf(kind).create(width);

/** The parameters with which a distribution starts; `length` is how many numbers it gives. */
export function newDistribution(kind: Initializer["kind"], length: number, constant: number): Initializer {
  switch (kind) {
    case "constant":
      return { kind, value: constant };
    case "normal":
      return { kind, mean: 0, std: 1 };
    case "uniform":
      return { kind, low: 0, high: 1 };
    case "half_normal":
      return { kind, std: 1 };
    case "values":
      return { kind, values: Array.from({ length }, () => constant) };
    case "kaiming_uniform":
    case "kaiming_normal":
      return { kind, gain: Math.SQRT2 };
    case "xavier_uniform":
    case "xavier_normal":
      return { kind, gain: 1 };
  }
}

const withLayers = (spec: ExploreSpec, layers: LayerSpec[]): ExploreSpec =>
  refit({ ...spec, version: Math.max(spec.version, versionFor(layers)), layers });

/** The same network with a layer of `kind` at the end. */
export const addLayer = (spec: ExploreSpec, kind: LayerKind): ExploreSpec =>
  withLayers(spec, [...spec.layers, newLayer(kind, widthBefore(spec, spec.layers.length))]);

/** The same network without the layer at `index`. */
export const removeLayer = (spec: ExploreSpec, index: number): ExploreSpec =>
  withLayers(
    spec,
    spec.layers.filter((_, other) => other !== index),
  );

/** The same layers with the one at `from` moved to `to`. */
export function moveLayer(spec: ExploreSpec, from: number, to: number): ExploreSpec {
  const layer = spec.layers[from];
  if (!layer || to < 0 || to >= spec.layers.length) return spec;
  const layers = spec.layers.filter((_, index) => index !== from);
  layers.splice(to, 0, layer);
  return withLayers(spec, layers);
}

/** The same network with another kind of layer at `index`. */
export const changeKind = (spec: ExploreSpec, index: number, kind: LayerKind): ExploreSpec =>
  withLayers(
    spec,
    spec.layers.map((layer, other) => (other === index ? newLayer(kind, widthBefore(spec, index)) : layer)),
  );

const one = { kind: "constant", value: 1 } as const satisfies Distribution;
const zero = { kind: "constant", value: 0 } as const satisfies Distribution;

/** The article's setting in any network: inputs and weights 1, biases 0. */
export function allWeightsOne(spec: ExploreSpec): ExploreSpec {
  const layers = spec.layers.map((layer) => (isLinear(layer) ? { ...layer, weight: one, bias: zero } : layer));
  return { ...spec, input: { ...spec.input, distribution: one }, layers };
}
