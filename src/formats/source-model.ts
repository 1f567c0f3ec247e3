import * as v from "valibot";
import { isNotRun, Reason } from "./reasons/index";

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A piece of a source text, [from, to) in UTF-16 units, as in the editor. */
export const SourceSpan = v.object({ from: offset, to: offset });
export type SourceSpan = v.InferOutput<typeof SourceSpan>;

/** A dropout rate as written: `text` stands at [from, to). */
export const SourceRate = v.object({
  text: v.string(),
  ...SourceSpan.entries,
  /** Where its number is written, if that is elsewhere: a constant, a default argument, the call that makes the model. */
  origin: v.optional(SourceSpan),
});
export type SourceRate = v.InferOutput<typeof SourceRate>;

/** When a dropout drops: "train" in training only; "always" in eval too; "never": it has no effect. */
const ACTIVE = ["train", "always", "never"] as const;

/** One step of a model, in the order in which it runs, as far as its source says it. */
export const SourceLayer = v.object({
  /** The path that `named_modules` gives ("net.0", "fc1"), Keras's name, or the function as called ("F.relu"). A layer that runs twice is listed twice, with one name. */
  name: v.string(),
  /** What the engine calls it (LayerSpec's kinds) where it runs it; else the framework's class in snake case: conv2d, alpha_dropout, layer_norm. */
  kind: v.string(),
  /** The call that makes the layer; of a functional call, that call. */
  ...SourceSpan.entries,
  /** By LayerSpec's keys for kinds of the engine (`inputs`, `units`, `bias`), else by the framework's names. Null: not known from the source. */
  parameters: v.record(v.string(), v.nullable(v.union([v.number(), v.string(), v.boolean()]))),
  /** Where the parameters are written, those that are. */
  places: v.optional(v.record(v.string(), SourceSpan)),
  /** The probability to drop, of every layer that holds dropout; null: not known from the source. */
  p: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)))),
  /** Left out where the source leaves it to the framework's default. */
  rate: v.optional(SourceRate),
  /** Of every layer that holds dropout. */
  active: v.optional(v.picklist(ACTIVE)),
  /** Where the model calls it, if the layer is made elsewhere. */
  call: v.optional(SourceSpan),
  /** Why something of it isn't known, and why the engine doesn't run it. */
  reasons: v.optional(v.array(Reason)),
});
export type SourceLayer = v.InferOutput<typeof SourceLayer>;

/** Why something of a layer isn't known: its reasons, except that it isn't run. */
export const whyUnknown = ({ reasons = [] }: Pick<SourceLayer, "reasons">): Reason[] =>
  reasons.filter((reason) => !isNotRun(reason));

/** How a model is written: nn.Sequential and Keras's; a class with forward; Keras's functional API; what print(model) shows. */
const FORMS = ["sequential", "class", "functional", "printed"] as const;

/** The frameworks whose models are read. */
const FRAMEWORKS = ["pytorch", "keras"] as const;
export type FrameworkName = (typeof FRAMEWORKS)[number];

/** A run of layers that is a chain; `input` where the first of them takes what enters the model. */
export const SourceStretch = v.object({ ...SourceSpan.entries, input: v.optional(v.boolean()) });
export type SourceStretch = v.InferOutput<typeof SourceStretch>;

/** A model as a Python source says it; nothing is executed. */
export const SourceModel = v.object({
  /** The class, or what the model is assigned to: "MLP", "model", "self.net". */
  name: v.string(),
  framework: v.picklist(FRAMEWORKS),
  form: v.picklist(FORMS),
  ...SourceSpan.entries,
  layers: v.array(SourceLayer),
  /** Each layer takes what the one before it gives, and nothing else: the model may be run as a chain. */
  chain: v.boolean(),
  /** Why it isn't a chain. */
  reason: v.optional(Reason),
  /** Of a model that isn't a chain: the runs of layers, [from, to) in `layers`, that are one each. None overlap. */
  stretches: v.optional(v.array(SourceStretch)),
  /** Where Keras says what enters: the size of one sample, null where it is not known. */
  input: v.optional(
    v.object({ ...SourceSpan.entries, units: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))) }),
  ),
  /** Layers that the model makes and never calls. */
  unused: v.optional(v.array(SourceLayer)),
});
export type SourceModel = v.InferOutput<typeof SourceModel>;
