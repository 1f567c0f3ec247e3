import {
  checkSpec,
  versionFor,
  type Distribution,
  type ExploreSpec,
  type SourceLayer,
  type SourceModel,
} from "../../formats/index";
import { PRINTED_LAYERS } from "../models/printed/models";
import { STANDARD_PARAMETERS, standardParameters } from "../notation/assumptions";
import { unitsEntering, valuesEntering, type SegmentOptions } from "./entering";
import { rateName } from "./numbers";
import { isLinear, type Piece } from "./piece";
import { called, type Question } from "./question";

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

/** Whether what a layer gives may be another in training, since it drops. */
export const changesValues = ({ p, active }: SourceLayer): boolean => p !== undefined && p !== 0 && active !== "never";

/** Where a piece lies in its model. */
interface Position {
  /** Whether it is the first that is run. */
  readonly isFirst: boolean;
  /** The first layer of the model that gives other values in training, -1 where none does. */
  readonly changing: number;
}

/** What one segment makes of a piece. */
class SegmentBuilder {
  private readonly first: number;
  private readonly isInput: boolean;

  constructor(
    private readonly model: SourceModel,
    private readonly piece: Piece,
    private readonly options: SegmentOptions,
    private readonly position: Position,
  ) {
    this.first = piece.layers[0]!.index;
    this.isInput = piece.entry.kind === "input";
  }

  build(): Segment {
    const { model, piece, options } = this;
    const { isFirst } = this.position;
    const context = { model, piece, isFirst, ...options };
    const [units, entering] = [unitsEntering(context), valuesEntering(context)];
    const found = [units, entering];
    const { layers } = this.piece;
    const questions = [
      ...found.flatMap(({ question }) => (question ? [question] : [])),
      ...this.once(layers.flatMap((layer) => layer.questions)),
    ];
    const assumptions = [
      ...found.flatMap(({ said }) => (said === undefined ? [] : [said])),
      ...this.parameters(),
      ...this.order(),
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

  private parameters(): string[] {
    const linear = this.piece.layers.map(({ spec }) => spec).filter(isLinear);
    const { weight, bias } = this.options.settings ?? {};
    const which = { weights: linear.length > 0 && !weight, biases: !bias && linear.some((spec) => !("bias" in spec)) };
    const { framework, form } = this.model;
    const unread = form === "printed" || !which.weights ? [] : ["Initialization of weights in the code isn't read."];
    return [...standardParameters(which, framework), ...unread];
  }

  /** That lines of a printed model, whose first one would say it, are taken for a chain. */
  private order(): string[] {
    const isPart = this.model.form === "printed" && this.model.name === PRINTED_LAYERS;
    return isPart ? ["The layers run in the order in which they are printed."] : [];
  }

  /** That dropouts before a segment change what enters it, which it does not show. */
  private before(): string[] {
    // A normalization that is part of a layer stands after its attention, or between two such layers.
    const end = this.piece.entry.kind === "normalised" ? this.first + 1 : this.first;
    const { changing } = this.position;
    if (this.isInput || changing < 0 || changing >= end) return [];
    return [
      `What enters ${this.name(this.first)} is the same in training and evaluation here: dropouts before it are left out.`,
    ];
  }

  /** The layer with the settings' initializers, else the framework's. */
  private initialized(spec: object): object {
    if (!isLinear(spec)) return spec;
    const { weight, bias } = this.options.settings ?? {};
    const { spec: standard } = STANDARD_PARAMETERS[this.model.framework];
    return { ...standard, ...(weight && { weight }), ...(bias && { bias }), ...spec };
  }

  private spec(units: number, distribution: Distribution): Pick<Segment, "spec" | "refusal"> {
    const { trials, seed, settings } = this.options;
    const layers = this.piece.layers.map(({ spec }) => this.initialized(spec));
    const result = checkSpec({
      version: versionFor(layers),
      input: { units, distribution },
      layers,
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
export function segmentOf(model: SourceModel, piece: Piece, options: SegmentOptions, position: Position): Segment {
  return new SegmentBuilder(model, piece, options, position).build();
}
