import { checkSpec, type Distribution, type ExploreSpec, type SourceModel } from "../../formats/index";
import { inputUnits, NORMAL_INPUT, STANDARD_NORMAL, standardParameters } from "../assumptions";
import type { Settings } from "../notation/settings";
import { rateName } from "./numbers";
import { answered, called, numberAnswered, type Answer, type Question } from "./question";
import { isLinear, type Piece } from "./split";
import { suggestionBehind } from "./suggestion";
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

/** A part of a model that is an experiment. */
export interface Segment {
  /** From which layer to which it goes, by name: "fc1 to fc3". */
  readonly title: string;
  /** For each layer of the spec, the layer of the model that it is. */
  readonly layers: readonly number[];
  /** What is to be asked before it can be run. */
  readonly questions: readonly Question[];
  /** There where nothing is to be asked and all fits. */
  readonly spec?: ExploreSpec;
  /** Why it cannot be run though nothing is to be asked. */
  readonly refusal?: string;
  /** In plain sentences what was assumed. */
  readonly assumptions: readonly string[];
}

/** Units of a segment without a linear layer: enough for a picture. */
const UNITS = 100;

/** Something found out for a spec, with the sentence that says so, or a question. */
interface Found<T> {
  readonly value?: T;
  readonly said?: string;
  readonly question?: Question;
}

/** What one segment makes of a piece. */
class SegmentBuilder {
  private readonly first: number;
  private readonly isInput: boolean;

  constructor(
    private readonly model: SourceModel,
    private readonly piece: Piece,
    private readonly options: SegmentOptions,
    private readonly isFirst: boolean,
  ) {
    this.first = piece.layers[0]!.index;
    this.isInput = piece.entry.kind === "input";
  }

  build(): Segment {
    const [units, entering] = [this.units(), this.entering()];
    const found = [units, entering];
    const { layers } = this.piece;
    const questions = [
      ...found.flatMap(({ question }) => (question ? [question] : [])),
      ...this.once(layers.flatMap((layer) => layer.questions)),
    ];
    const assumptions = [
      ...found.flatMap(({ said }) => (said === undefined ? [] : [said])),
      ...this.parameters(),
      ...layers.flatMap((layer) => layer.assumptions),
      ...this.before(),
    ];
    const base = { title: this.title(), layers: layers.map(({ index }) => index), questions, assumptions };
    if (questions.length > 0 || units.value === undefined || !entering.value) return base;
    return { ...base, ...this.spec(units.value, entering.value) };
  }

  /** Rates that are written as the same name are asked for once. */
  private once(questions: readonly Question[]): Question[] {
    const key = ({ layer, about }: Question) =>
      (about === "p" && rateName(this.model.layers[layer]!)) || `${about} of ${layer}`;
    const keys = questions.map(key);
    return questions.filter((_, at) => keys.indexOf(keys[at]!) === at);
  }

  private name(index: number): string {
    return called(this.model.layers[index]!);
  }

  private title(): string {
    const [first, last] = [this.name(this.first), this.name(this.piece.layers.at(-1)!.index)];
    return first === last ? first : `${first} to ${last}`;
  }

  private answer(about: string): Answer["value"] | undefined {
    return answered(this.options.answers ?? [], this.first, about);
  }

  private units(): Found<number> {
    const { settings, answers = [] } = this.options;
    if (this.isFirst && settings?.units !== undefined) return { value: settings.units };
    const linear = this.piece.layers.find(({ spec }) => isLinear(spec));
    const inputs = linear && "inputs" in linear.spec ? linear.spec.inputs : undefined;
    const found = (value: number, why: string) => ({ value, said: inputUnits(value, why) });
    if (typeof inputs === "number") return found(inputs, `as many as ${this.name(linear!.index)} takes`);
    const { entry, units } = this.piece;
    // Its own width is asked for already.
    if (entry.kind === "normalised") return {};
    if (units !== undefined) {
      return found(
        units,
        entry.kind === "behind" ? `as many as ${this.name(entry.layer)} gives` : "as the source says",
      );
    }
    const answer = numberAnswered(answers, this.first, "entering units");
    if (answer !== undefined) return found(answer, "as you answered");
    if (!linear) return found(UNITS, "since how many there are does not change these figures");
    const message = `How many units enter ${this.name(this.first)}? The source does not say it.`;
    return { question: { layer: this.first, about: "entering units", message } };
  }

  private entering(): Found<Distribution> {
    const { settings } = this.options;
    if (this.isFirst && settings?.input) return { value: settings.input };
    const answer = this.answer("entering");
    const first = this.name(this.first);
    if (typeof answer === "object") return { value: answer, said: `What enters ${first} is as you answered.` };
    const { entry } = this.piece;
    if (entry.kind === "input") return { value: STANDARD_NORMAL, said: `${NORMAL_INPUT}.` };
    if (entry.kind === "normalised" || (entry.kind === "behind" && normalises(this.model.layers[entry.layer]!))) {
      const what = entry.kind === "behind" ? this.name(entry.layer) : "the normalisation in front";
      const said = `${NORMAL_INPUT}, as ${what} gives it while untrained.`;
      return { value: STANDARD_NORMAL, said };
    }
    const [why, suggestion] =
      entry.kind === "behind"
        ? [`It comes out of ${this.name(entry.layer)}, ${entry.why}`, suggestionBehind(this.model, entry.layer)]
        : ["What the forward gives it is not known", STANDARD_NORMAL];
    return { question: { layer: this.first, about: "entering", message: `What enters ${first}? ${why}.`, suggestion } };
  }

  private parameters(): string[] {
    const linear = this.piece.layers.map(({ spec }) => spec).filter(isLinear);
    const { weight, bias } = this.options.settings ?? {};
    const which = { weights: linear.length > 0 && !weight, biases: !bias && linear.some((spec) => !("bias" in spec)) };
    const { framework, form } = this.model;
    const unread = form === "printed" || !which.weights ? [] : ["Initialisation of weights in the code is not read."];
    return [...standardParameters(which, framework === "keras"), ...unread];
  }

  /** That dropouts before a segment change what enters it, which it does not show. */
  private before(): string[] {
    // A normalisation that is part of a layer stands behind its attention, or between two such layers.
    const end = this.piece.entry.kind === "normalised" ? this.first + 1 : this.first;
    if (this.isInput || !this.model.layers.slice(0, end).some(({ p }) => p !== undefined && p !== 0)) return [];
    return [
      `What enters ${this.name(this.first)} is the same in training and evaluation here: dropouts before it are left out.`,
    ];
  }

  /** The layer with the settings' initialisers, else the framework's. */
  private initialised(spec: object): object {
    if (!isLinear(spec)) return spec;
    const { weight, bias } = this.options.settings ?? {};
    const keras = this.model.framework === "keras";
    const standard = keras ? { weight: { kind: "xavier_uniform" }, bias: { kind: "constant", value: 0 } } : {};
    return { ...standard, ...(weight && { weight }), ...(bias && { bias }), ...spec };
  }

  private spec(units: number, distribution: Distribution): Pick<Segment, "spec" | "refusal"> {
    const { trials, seed, settings } = this.options;
    const result = checkSpec({
      version: 1,
      input: { units, distribution },
      layers: this.piece.layers.map(({ spec }) => this.initialised(spec)),
      trials: settings?.trials ?? trials,
      seed: settings?.seed ?? seed,
      parameterSeed: settings?.parameterSeed ?? 0,
    });
    if ("spec" in result) return { spec: result.spec };
    const [{ keys, message }] = result.issues;
    const layer = keys[0] === "layers" ? this.piece.layers[Number(keys[1])] : undefined;
    return { refusal: layer ? `${this.name(layer.index)}: ${message}` : message };
  }
}

/** The experiment that a piece of a model is, as far as its source and the answers say it. */
export function segmentOf(model: SourceModel, piece: Piece, options: SegmentOptions, isFirst: boolean): Segment {
  return new SegmentBuilder(model, piece, options, isFirst).build();
}
