import type { SourceLayer, SourceModel } from "../../formats/index";
import { because, called, numberAnswered, type Answer, type Question } from "./question";

/** The numbers of a layer that are known, what is to be asked, and what follows from the answer to another question. */
export interface LayerNumbers {
  readonly values: Readonly<Record<string, number>>;
  readonly questions: readonly Question[];
  readonly said: readonly string[];
}

/** The name as which a rate is written whose value is not known: `dropout`, `config.dropout`. */
export function rateName({ p, rate }: SourceLayer): string | undefined {
  return p === null && rate && /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(rate.text) ? rate.text : undefined;
}

/** What was answered for p of another layer whose rate is written as the same name. */
function sharedRate({ layers }: SourceModel, index: number, answers: readonly Answer[]) {
  const name = rateName(layers[index]!);
  if (name === undefined) return undefined;
  const other = answers.find(({ layer, about }) => about === "p" && layers[layer] && rateName(layers[layer]) === name);
  if (typeof other?.value !== "number") return undefined;
  const [here, there] = [called(layers[index]!), called(layers[other.layer]!)];
  return {
    value: other.value,
    said: `p of ${here} is ${other.value}, as you answered for ${there}: both are written as ${name}.`,
  };
}

/** Whether a rate is known to be none: a number beyond [0, 1], or None. */
const isNoProbability = ({ reasons = [] }: SourceLayer): boolean =>
  reasons.some(({ code }) => code === "no_probability");

function questionOf(model: SourceModel, layer: number, about: string): Question {
  const one = model.layers[layer]!;
  const name = called(one);
  const why = `The source doesn't say${because(one)}.`;
  if (about === "units") return { layer, about, message: `How many units does ${name} have? ${why}` };
  if (about !== "p") return { layer, about, message: `What is ${about} of ${name}? ${why}` };
  const fault = isNoProbability(one) ? "isn't a probability" : "isn't known";
  const written = one.rate && one.p === null ? `It is written as ${one.rate.text.slice(0, 60)}, which ${fault}.` : why;
  return { layer, about, message: `What is p of ${name}, the probability to drop? ${written}` };
}

/**
 * The numbers of a layer by `keys`, "p" among them: what the source says, else what was answered.
 *
 * @param parameters those of the layer, with defaults filled in.
 */
export function numbersOf(
  model: SourceModel,
  index: number,
  keys: readonly string[],
  answers: readonly Answer[],
  parameters: Readonly<Record<string, unknown>> = model.layers[index]!.parameters,
): LayerNumbers {
  const values: Record<string, number> = {};
  const questions: Question[] = [];
  const said: string[] = [];
  for (const key of keys) {
    const written = key === "p" ? model.layers[index]!.p : parameters[key];
    const known = typeof written === "number" ? written : numberAnswered(answers, index, key);
    const shared = known === undefined && key === "p" ? sharedRate(model, index, answers) : undefined;
    const value = known ?? shared?.value;
    if (value === undefined) questions.push(questionOf(model, index, key));
    else values[key] = value;
    if (shared) said.push(shared.said);
  }
  return { values, questions, said };
}
