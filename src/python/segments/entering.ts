import type { Distribution, SourceModel } from "../../formats/index";
import { inputUnits, NORMAL_INPUT, STANDARD_NORMAL } from "../notation/assumptions";
import type { Settings } from "../notation/settings";
import { isLinear, type Cut, type Piece } from "./piece";
import { answered, called, numberAnswered, type Answer, type Question } from "./question";
import { suggestionAfter } from "./suggestion";
import { normalises } from "./widths";

/** What a model does not say and its surface decides. */
export interface SegmentOptions {
  readonly trials: number;
  readonly seed: number;
  /** Answers to the questions of an earlier call. */
  readonly answers?: readonly Answer[];
  /** Settings in the comments beside the model: of the input of its first segment, and of all parameters. */
  readonly settings?: Omit<Settings, "places">;
}

/** A piece, with all that says what enters it. */
interface Context extends SegmentOptions {
  readonly model: SourceModel;
  readonly piece: Piece;
  /** Whether it is the first of its model that is run. */
  readonly isFirst: boolean;
}

/** Something found out, with the sentence that says so, or what is to be asked for it. */
interface Found<T> {
  readonly value?: T;
  readonly said?: string;
  readonly question?: Question;
}

/** Units of a segment without a linear layer: enough for a picture. */
const UNITS = 100;

/** Why a segment begins after a layer, as what is said of that layer. */
const CUTS: Readonly<Record<Cut, string>> = {
  not_run: "which isn't run",
  too_large: "which is too large to run in one with what follows",
  mixed_channels: "whose channels are dropped as a whole, so that their values aren't independent",
  other_width: "which gives another number of units",
};

const firstOf = ({ piece }: Context): number => piece.layers[0]!.index;
const nameOf = ({ model }: Context, index: number): string => called(model.layers[index]!);

/** What settings say of the input. */
function unitsSet({ settings, isFirst }: Context): number | undefined {
  if (!isFirst || !settings) return undefined;
  return settings.units ?? (settings.input?.kind === "values" ? settings.input.values.length : undefined);
}

/** How many units enter a segment. */
export function unitsEntering(context: Context): Found<number> {
  const { piece, answers = [] } = context;
  const set = unitsSet(context);
  if (set !== undefined) return { value: set };
  const found = (value: number, why: string) => ({ value, said: inputUnits(value, why) });
  const linear = piece.layers.find(({ spec }) => isLinear(spec));
  const inputs = linear && "inputs" in linear.spec ? linear.spec.inputs : undefined;
  if (typeof inputs === "number") return found(inputs, `as many as ${nameOf(context, linear!.index)} takes`);
  const { entry, units } = piece;
  // Its own width is asked for already.
  if (entry.kind === "normalised") return {};
  if (units !== undefined) {
    return found(
      units,
      entry.kind === "after" ? `as many as ${nameOf(context, entry.layer)} gives` : "as the source says",
    );
  }
  const layer = firstOf(context);
  const answer = numberAnswered(answers, layer, "entering units");
  if (answer !== undefined) return found(answer, "as you answered");
  if (!linear) return found(UNITS, "since how many there are doesn't change these figures");
  const message = `How many units enter ${nameOf(context, layer)}? The source doesn't say.`;
  return { question: { layer, about: "entering units", message } };
}

/** What normalises the values that enter a segment; undefined where nothing does. */
function normaliser({ model, piece: { entry } }: Context): string | undefined {
  if (entry.kind === "normalised") return "the normalization in front";
  if (entry.kind !== "after") return undefined;
  const layer = model.layers[entry.layer]!;
  return normalises(layer) ? called(layer) : undefined;
}

function questionOf(context: Context): Question {
  const { model, piece } = context;
  const { entry } = piece;
  const layer = firstOf(context);
  const what = `What enters ${nameOf(context, layer)}?`;
  if (entry.kind !== "after") {
    const message = `${what} What the forward gives it isn't known.`;
    return { layer, about: "entering", message, suggestion: STANDARD_NORMAL };
  }
  const message = `${what} It comes out of ${nameOf(context, entry.layer)}, ${CUTS[entry.why]}.`;
  return { layer, about: "entering", message, suggestion: suggestionAfter(model, entry.layer) };
}

/** Of which distribution the values are that enter a segment: normal(0, 1) for a model's input and after a normalization. */
export function valuesEntering(context: Context): Found<Distribution> {
  const { piece, settings, isFirst, answers = [] } = context;
  if (isFirst && settings?.input) return { value: settings.input };
  const layer = firstOf(context);
  const answer = answered(answers, layer, "entering");
  if (typeof answer === "object")
    return { value: answer, said: `What enters ${nameOf(context, layer)} is as you answered.` };
  if (piece.entry.kind === "input") return { value: STANDARD_NORMAL, said: `${NORMAL_INPUT}.` };
  const by = normaliser(context);
  if (by === undefined) return { question: questionOf(context) };
  return { value: STANDARD_NORMAL, said: `${NORMAL_INPUT}, as ${by} gives it while untrained.` };
}
