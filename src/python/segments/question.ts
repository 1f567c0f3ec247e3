import { reasonsText, whyUnknown, type Distribution, type SourceLayer } from "../../formats/index";

/**
 * What a question is about: a parameter of a layer by its key ("p", "units", "negative_slope"), or what enters the layer:
 * "entering units" (how many) or "entering" (of which distribution).
 */
export type Asked = "entering units" | "entering" | (string & {});

/** Something that a source does not say and an experiment needs. */
export interface Question {
  /** The layer that it is about, by its index in the model's `layers`. */
  readonly layer: number;
  readonly about: Asked;
  readonly message: string;
  /** What is common there; never used without being asked for. */
  readonly suggestion?: number | Distribution;
}

/** A question's answer, a number or what the distribution is. */
export interface Answer extends Pick<Question, "layer" | "about"> {
  readonly value: number | Distribution;
}

/** What the answers say of one thing; undefined where it was not asked. */
export function answered(answers: readonly Answer[], layer: number, about: Asked): Answer["value"] | undefined {
  return [...answers].reverse().find((answer) => answer.layer === layer && answer.about === about)?.value;
}

/** A number that was the answer. */
export function numberAnswered(answers: readonly Answer[], layer: number, about: Asked): number | undefined {
  const value = answered(answers, layer, about);
  return typeof value === "number" ? value : undefined;
}

/** How sentences call a layer: "fc1", or "Dropout (net.2)" where its name is but a number. */
export function called({ name, kind }: SourceLayer): string {
  return /(?:^|\.)\d+$/.test(name) ? `${name} (${kind})` : name;
}

/** Reasons that are given; a layer may have one for each of its arguments. */
const MOST_REASONS = 2;

/** Why something is unknown, as the end of a sentence. */
export function because(layer: SourceLayer): string {
  const reasons = whyUnknown(layer);
  if (reasons.length === 0) return "";
  const first = reasonsText(reasons.slice(0, MOST_REASONS));
  return ` (${first}${reasons.length > MOST_REASONS ? "; …" : ""})`;
}
