import { grouped, LIMITS, type Reason, type SourceModel, type SourceStretch } from "../../formats/index";
import { feedForward } from "./feed-forward";
import { isLinear, type Cut, type Entry, type LeftOut, type Piece, type PieceLayer } from "./piece";
import { called, type Answer } from "./question";
import { dropsChannels, isFlat, runnable } from "./runnable";
import { passesOn, unitsAfter } from "./widths";

/** Splits one chain of a model into pieces that can be run. */
class Splitter {
  readonly pieces: Piece[] = [];
  readonly leftOut: LeftOut[] = [];
  private layers: PieceLayer[] = [];
  private entry: Entry;
  /** Units that enter the piece, and those that leave its last layer. */
  private entering: number | undefined;
  private width: number | undefined;
  private weights = 0;
  /** Whether a dropout in the piece drops whole channels. */
  private channels = false;

  constructor(
    private readonly model: SourceModel,
    takesInput: boolean,
    private readonly answers: readonly Answer[],
  ) {
    this.entry = { kind: takesInput ? "input" : "amid" };
    this.entering = this.width = this.entry.kind === "input" ? (model.input?.units ?? undefined) : undefined;
  }

  add(index: number): void {
    const layer = this.model.layers[index]!;
    const one = runnable(this.model, index, this.answers);
    if ("reasons" in one) {
      const within = feedForward(this.model, index, this.answers);
      if (!within) this.leftOut.push({ layer: index, reasons: one.reasons });
      this.end(index, "not_run", unitsAfter(layer) ?? (passesOn(layer) ? this.width : undefined));
      if (within) this.pieces.push(within);
      return;
    }
    if (this.layers.length === LIMITS.layers) this.end(index - 1, "too_large", this.width);
    if (isLinear(one.spec) || isFlat(layer)) this.mixing(index);
    if (isLinear(one.spec)) this.linear(index);
    else if (isFlat(layer)) this.flat();
    this.channels ||= dropsChannels(layer);
    this.layers.push({ ...one, index });
  }

  /** Begins again where values of one channel come together, which a dropout before dropped together. */
  private mixing(index: number): void {
    if (this.channels) this.end(index - 1, "mixed_channels");
  }

  /** What comes before may have more than one dimension, and then a row has another size. */
  private flat(): void {
    if (this.entry.kind !== "input" && !this.layers.some(({ spec }) => isLinear(spec))) {
      this.entering = this.width = undefined;
    }
  }

  /**
   * Begins again before a linear layer that does not fit: something that is not listed as a layer made another width. What
   * the source says decides, and no answer: the pieces stay what they are while questions are answered.
   */
  private linear(index: number): void {
    const { inputs, units } = this.model.layers[index]!.parameters;
    const [takes, gives] = [inputs, units].map((size) => (typeof size === "number" ? size : undefined));
    const own = (takes ?? this.width ?? 0) * (gives ?? 0);
    const within = this.layers.map(({ spec }) => isLinear(spec)).lastIndexOf(true);
    const fits = within < 0 || takes === undefined || this.width === undefined || takes === this.width;
    if (!fits) this.end(index - 1, "other_width", takes);
    else if (this.weights + own > LIMITS.weights) this.end(index - 1, "too_large", takes ?? this.width);
    else if (within >= 0 && takes !== undefined) this.deduce(within, takes, index);
    this.weights += own;
    this.width = gives;
  }

  /** A linear layer of a piece that does not say its units has as many as the next one takes. */
  private deduce(at: number, units: number, next: number): void {
    const { spec, questions, assumptions, index } = this.layers[at]!;
    if (!isLinear(spec) || spec.units !== undefined) return;
    const { layers } = this.model;
    this.layers[at] = {
      index,
      spec: { ...spec, units },
      questions: questions.filter(({ about }) => about !== "units"),
      assumptions: [
        ...assumptions,
        `${called(layers[index]!)} has ${grouped(units)} units, as many as ${called(layers[next]!)} takes.`,
      ],
    };
  }

  /** Ends the piece. */
  close(): void {
    if (this.layers.length === 0) return;
    const units = this.entering === undefined ? {} : { units: this.entering };
    this.pieces.push({ entry: this.entry, ...units, layers: this.layers });
    this.layers = [];
  }

  /** Ends the piece; the next one begins after the layer `after`, which gives `units`. */
  private end(after: number, why: Cut, units?: number): void {
    this.close();
    this.entry = { kind: "after", layer: after, why };
    this.channels = false;
    this.entering = this.width = units;
    this.weights = 0;
  }
}

/** Where the chains of a model are: all of it, or the stretches of one that is none. */
const chainsOf = ({ chain, layers, stretches = [] }: SourceModel): readonly SourceStretch[] =>
  chain ? [{ from: 0, to: layers.length, input: true }] : stretches;

/**
 * The pieces of a model's chains: after a layer that the engine cannot run the next one begins.
 *
 * @param answers what the source does not say, as far as it was answered.
 */
export function split(model: SourceModel, answers: readonly Answer[]): { pieces: Piece[]; leftOut: LeftOut[] } {
  const pieces: Piece[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<number>();
  for (const { from, to, input = false } of chainsOf(model)) {
    const splitter = new Splitter(model, input, answers);
    for (let index = from; index < Math.min(to, model.layers.length); index++) {
      splitter.add(index);
      seen.add(index);
    }
    splitter.close();
    pieces.push(...splitter.pieces);
    leftOut.push(...splitter.leftOut);
  }
  model.layers.forEach((layer, index) => {
    if (!seen.has(index)) leftOut.push({ layer: index, reasons: layer.reasons ?? whyAlone(model, index) });
  });
  return { pieces, leftOut: leftOut.sort((a, b) => a.layer - b.layer) };
}

function whyAlone({ layers, reason }: SourceModel, index: number): Reason[] {
  return [{ code: "input_not_known", layer: called(layers[index]!) }, ...(reason ? [reason] : [])];
}
