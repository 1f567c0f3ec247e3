import {
  definitionOf,
  isLayerKind,
  KINDS,
  LIMITS,
  type Reason,
  type SourceLayer,
  type SourceModel,
} from "../../formats/index";
import { numbersOf } from "./numbers";
import { because, called, type Answer, type Question } from "./question";

/** What an experiment makes of a layer: a spec whose values are not yet checked, or the reason why it runs none. */
export type Runnable =
  | { readonly spec: object; readonly questions: readonly Question[]; readonly assumptions: readonly string[] }
  | { readonly reasons: readonly Reason[] };

/** Whether a layer makes one row of each sample: a trial is a vector already. */
export const isFlat = ({ kind, parameters: { start_dim = 1, end_dim = -1 } }: SourceLayer): boolean =>
  kind === "flatten" && start_dim === 1 && end_dim === -1;

function inputsOf({ parameters }: SourceLayer): object {
  const inputs = parameters["inputs"];
  return typeof inputs === "number" ? { inputs } : {};
}

/** Why a linear layer of known sizes is more than the engine takes; undefined where it is not. */
function tooLarge(layer: SourceLayer): Reason | undefined {
  const { inputs, units } = layer.parameters;
  for (const size of [inputs, units]) {
    if (typeof size === "number" && size > LIMITS.units) {
      return { code: "too_many_units", layer: called(layer), units: size, most: LIMITS.units };
    }
  }
  if (typeof inputs !== "number" || typeof units !== "number" || inputs * units <= LIMITS.weights) return undefined;
  return { code: "too_many_weights", layer: called(layer), inputs, units, most: LIMITS.weights };
}

/** What is assumed of a dropout that does not simply follow the model's mode. */
function whenActive(layer: SourceLayer): string[] {
  if (layer.active === "always") return [`${called(layer)} drops in evaluation too, which eval here doesn't show.`];
  if (layer.active === "train") return [];
  return [`When ${called(layer)} drops isn't known${because(layer)}: here it drops in training alone.`];
}

/** What is assumed of a linear layer of which it is not known whether it has a bias. */
const whatBiased = (layer: SourceLayer): string[] =>
  layer.parameters["bias"] === null ? [`Whether ${called(layer)} has a bias isn't known: here it has one.`] : [];

/** Whether a layer drops whole channels: of each channel one value is run, whose closed forms are dropout's. */
export const dropsChannels = ({ kind }: SourceLayer): boolean =>
  /^(?:(?:spatial_)?dropout_?\d_?d|feature_dropout)$/.test(kind);

const whatDropped = (layer: SourceLayer): string[] =>
  dropsChannels(layer) ? [`${called(layer)} drops whole channels: of each channel one value is run.`] : [];

/** A layer of a model as one of an experiment, with what is to be asked and what is assumed. */
export function runnable(model: SourceModel, index: number, answers: readonly Answer[]): Runnable {
  const layer = model.layers[index]!;
  const { active } = layer;
  const kind = isFlat(layer) ? KINDS.identity.kind : dropsChannels(layer) ? KINDS.dropout.kind : layer.kind;
  if (!isLayerKind(kind)) return { reasons: layer.reasons ?? [{ code: "not_run", name: kind }] };
  const { role, numbers, choices } = definitionOf(kind);
  const large = role === "map" ? tooLarge(layer) : undefined;
  if (large !== undefined) return { reasons: [large] };
  if (role === "mask" && active === "never") {
    return {
      spec: { kind: KINDS.identity.kind },
      questions: [],
      assumptions: [`${called(layer)} never drops, and is left as it is.`],
    };
  }
  const { values, questions, said } = numbersOf(
    model,
    index,
    numbers.map(({ key }) => key),
    answers,
  );
  const assumptions =
    role === "mask" ? [...said, ...whenActive(layer), ...whatDropped(layer)] : role === "map" ? whatBiased(layer) : [];
  const chosen = choices.flatMap(({ key }): [string, string][] => {
    const value = layer.parameters[key];
    return typeof value === "string" ? [[key, value]] : [];
  });
  const rest = {
    ...(role === "map" && inputsOf(layer)),
    ...(role === "map" && layer.parameters["bias"] === false && { bias: { kind: "constant", value: 0 } }),
    ...Object.fromEntries(chosen),
  };
  return { spec: { kind, ...values, ...rest }, questions, assumptions };
}
