import * as v from "valibot";
import { LIMITS } from "./limits";

/** A layer of a model in code. */
export interface CodeLayer {
  /** Its place among the model's layers. */
  readonly index: number;
  /** Its name in the model. */
  readonly name: string;
  /** Of a dropout the p that was read. */
  readonly p?: number | undefined;
}

/** A model in code: enough to find it again in code that has moved on. */
export interface CodeModel {
  /** The document, as VS Code writes its address. */
  readonly uri: string;
  readonly model: string;
  /** Which it is of the models of that name, from the top. */
  readonly occurrence: number;
  /** A fingerprint of the model as it was read, its places in the text aside. */
  readonly digest: string;
}

/** A model, or one of its layers. */
export interface CodeTarget extends CodeModel {
  readonly layer?: CodeLayer | undefined;
}

/** Where an experiment was read from. */
export interface CodeOrigin extends CodeModel {
  /** Which of the model's parts, where something that is not run divides it. */
  readonly part: number;
  /** For each layer of the experiment the one in the code; null where the code has none. */
  readonly layers: readonly (CodeLayer | null)[];
}

/** What the code of an experiment is now: as it was read, changed since, or no longer there. */
export const CODE_STATUSES = ["current", "changed", "missing"] as const;
export type CodeStatus = (typeof CODE_STATUSES)[number];

/** A line of the model in code, for people. */
export interface CodeLine {
  readonly layer: CodeLayer;
  readonly label: string;
  /** Which of the parts runs it; null where none does. */
  readonly part: number | null;
  /** What is to be said of it. */
  readonly note?: string | undefined;
}

const index = v.pipe(v.number(), v.integer(), v.minValue(0));

// Their types are written out: inferred ones, in states with many steps, are more than the compiler takes.
export const CodeLayer: v.GenericSchema<unknown, CodeLayer> = v.object({
  index,
  name: v.string(),
  p: v.optional(v.number()),
});
const model = { uri: v.string(), model: v.string(), occurrence: index, digest: v.string() };
export const CodeTarget: v.GenericSchema<unknown, CodeTarget> = v.object({ ...model, layer: v.optional(CodeLayer) });
export const CodeOrigin: v.GenericSchema<unknown, CodeOrigin> = v.object({
  ...model,
  part: index,
  layers: v.pipe(v.array(v.nullable(CodeLayer)), v.maxLength(LIMITS.layers)),
});
export const CodeLine: v.GenericSchema<unknown, CodeLine> = v.object({
  layer: CodeLayer,
  label: v.string(),
  part: v.nullable(index),
  note: v.optional(v.string()),
});
