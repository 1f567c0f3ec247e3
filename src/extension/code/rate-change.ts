import type { Span } from "../base/span";
import type { CodeLayer, CodeModel, SourceLayer, SourceModel } from "../../formats/index";
import { whichLayers } from "../../python/plain";
import type { ReadModel } from "../../workers/reading/protocol";
import { layerAt, modelAt } from "../models/identity";

/** A span of text that becomes another. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** How the p of a dropout is written into code, and how many other dropouts it changes; or why it cannot be. */
export type RateChange = { readonly edit: TextEdit; readonly others: number } | { readonly reason: string };

type Read = (text: string) => Promise<readonly ReadModel[]>;

/** A number as Python has it, without a sign. */
const NUMBER = /^(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?$/;
/** Nearer than this two rates are one: 1 - 0.9 is not quite 0.1. */
const SAME = 1e-9;

const applied = (text: string, { from, to, text: content }: TextEdit): string =>
  text.slice(0, from) + content + text.slice(to);

/** A rate as a literal, without the noise of 1 - p; a whole number keeps the point that it had. */
function literal(rate: number, before: string): string {
  const text = String(Number(rate.toPrecision(12)));
  return /^\d+$/.test(text) && /[.eE]/.test(before) ? `${text}.0` : text;
}

/** The rate as an argument of a call that leaves it out, before the bracket that ends the call. */
function added(text: string, { from, to }: SourceLayer, p: number): TextEdit[] {
  if (text[to - 1] !== ")") return [];
  const call = text.slice(from, to - 1).trimEnd();
  const at = from + call.length;
  const [, before = ""] = /([(,])$/.exec(call) ?? [];
  const argument = before === "" ? `, p=${p}` : before === "," ? ` p=${p}` : `${p}`;
  return [{ from: at, to: at, text: argument }];
}

/** Every way in which the rate may be written: as it is, or as the share that is kept. */
function candidates(text: string, layer: SourceLayer, p: number): readonly TextEdit[] {
  if (!layer.rate) return added(text, layer, p);
  const { from, to } = layer.rate.origin ?? layer.rate;
  const before = text.slice(from, to).trim();
  return NUMBER.test(before) ? [p, 1 - p].map((rate) => ({ from, to, text: literal(rate, before) })) : [];
}

/** The layers of all models with their rates, each place in the text once. */
const ratesOf = (models: readonly SourceModel[]): ReadonlyMap<number, number | null | undefined> =>
  new Map(models.flatMap(({ layers }) => layers.map(({ from, p }) => [from, p] as const)));

const isNear = (a: number | null | undefined, b: number | null | undefined): boolean =>
  typeof a === "number" && typeof b === "number" ? Math.abs(a - b) < SAME : a === b;

/** How many places other than that of `layer` have another rate after the edit. */
function othersOf(before: readonly SourceModel[], after: readonly SourceModel[], layer: SourceLayer): number {
  const [was, is] = [[...ratesOf(before)], [...ratesOf(after).values()]];
  return was.filter(([from, p], index) => from !== layer.from && !isNear(p, is[index])).length;
}

/**
 * Finds the edit after which the code says p: the rate's literal, wherever that is written, becomes p, or 1 - p where it
 * is the share that is kept. Each is tried by reading the text as it would be, and only one that gives p is taken; none
 * where the model has other layers than when it was read.
 */
export async function rateChange(
  text: string,
  read: Read,
  meant: CodeModel,
  wanted: CodeLayer,
  p: number,
): Promise<RateChange> {
  const before = await read(text);
  const model = modelAt(before, meant);
  const layer = model && layerAt(model, wanted);
  if (!model || !layer) return { reason: `${wanted.name} of ${meant.model} is no longer in the code` };
  // Where layers came or went, the one of this name and place may be another dropout.
  if (whichLayers(model.said.digest) !== whichLayers(meant.digest)) {
    return { reason: `${meant.model} now has different layers in the code. Refresh first` };
  }
  for (const edit of candidates(text, layer, p)) {
    const after = await read(applied(text, edit));
    const changed = after[before.indexOf(model)]?.layers[model.layers.indexOf(layer)];
    if (changed?.name === layer.name && isNear(changed.p, p)) return { edit, others: othersOf(before, after, layer) };
  }
  const rate = layer.rate?.text ?? text.slice(layer.from, layer.to);
  return { reason: `The code computes the rate of ${wanted.name}: ${rate}` };
}
