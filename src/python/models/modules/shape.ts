import { roleOf, type SourceLayer } from "../../../formats/index";
import type { Enters, Facts, Shape } from "../values/values";
import { WEIGHTLESS } from "./weightless";

/** The number of values in one sample, null where it is not known. */
export function unitsOf(shape: Shape): number | null {
  if (!shape || shape.length === 0) return null;
  const product = shape.reduce<number>((so, size) => so * (size ?? NaN), 1);
  return Number.isSafeInteger(product) && product > 0 ? product : null;
}

const KEEPS_SHAPE = /norm|^(?:gaussian_noise|rescaling|bounded_relu|add|subtract|multiply|average|maximum|minimum)$/;

/** A recurrent layer of Keras: its state, or one at each time. */
function recurrent({ parameters }: Pick<Facts, "kind" | "parameters">, shape: Shape): Shape {
  const units = parameters["units"];
  const size = typeof units === "number" ? units : null;
  return parameters["return_sequences"] === true ? [...(shape?.slice(0, -1) ?? [null]), size] : [size];
}

/** The shape after a layer. */
export function shapeAfter({ kind, parameters }: Pick<Facts, "kind" | "parameters">, shape: Shape): Shape {
  const units = parameters["units"];
  if (roleOf(kind) === "map") return [...(shape?.slice(0, -1) ?? [null]), typeof units === "number" ? units : null];
  if (kind === "flatten") return [unitsOf(shape)];
  const width = parameters["output_dim"];
  if (kind === "embedding" && typeof width === "number") return [...(shape ?? [null]), width];
  if (/^(?:lstm|gru|simple_rnn)$/.test(kind)) return recurrent({ kind, parameters }, shape);
  if (/^global_\w+_pool/.test(kind)) return [shape?.at(-1) ?? null];
  const keeps = (WEIGHTLESS.test(kind) && !/pool|_pad\d|upsampl/.test(kind)) || KEEPS_SHAPE.test(kind);
  return keeps ? shape : undefined;
}

/** A linear layer whose fan-in follows from what enters it, where its call does not say it. */
export function withInputs<T extends Pick<Facts, "kind" | "parameters" | "places">>(layer: T, shape: Shape): T {
  const last = shape?.at(-1);
  if (
    roleOf(layer.kind) !== "map" ||
    layer.places?.["inputs"] !== undefined ||
    layer.parameters["inputs"] !== null ||
    typeof last !== "number"
  )
    return layer;
  return { ...layer, parameters: { ...layer.parameters, inputs: last } };
}

/** The layers of a chain, their fan-ins filled in from the sizes before them. */
export function fillInputs(layers: readonly SourceLayer[], enters: Enters | undefined): SourceLayer[] {
  let shape: Shape = enters?.shape;
  return layers.map((layer) => {
    const filled = withInputs(layer, shape);
    shape = shapeAfter(filled, shape);
    return filled;
  });
}
