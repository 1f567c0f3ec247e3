import * as v from "valibot";
import { CodeOrigin } from "./code";
import { LAYER_KINDS } from "./layer";
import { LIMITS } from "./limits";
import { ExploreSpec } from "./spec";
import { walk } from "./walk";

/**
 * A spec that also fits together; used wherever a spec comes in a message or a stored state. Its type is no more than
 * what comes out: states hold so many specs that the compiler would give up on the whole.
 */
export const CheckedSpec: v.GenericSchema<unknown, ExploreSpec> = v.pipe(
  ExploreSpec,
  v.rawCheck(({ dataset, addIssue }) => {
    const issue = dataset.typed ? walk(dataset.value).issues[0] : undefined;
    if (issue) addIssue({ message: `${issue.path}: ${issue.message}` });
  }),
);

/** Characters of a draft as JSON: as many as someone types, and not the weights of a file. */
const DRAFT_CHARACTERS = 1_000_000;
/** Parts of a page that are open: a few, and one for each layer. */
const OPEN_PARTS = LIMITS.layers + 100;

const choice = v.looseObject({ kind: v.string() });

function isShort(value: unknown): boolean {
  try {
    return JSON.stringify(value).length <= DRAFT_CHARACTERS;
  } catch {
    return false;
  }
}

/** A spec in which any number may be something else: enough of one for fields to show it. `checkSpec` says what is wrong. */
const Draft = v.pipe(
  v.looseObject({
    input: v.looseObject({ distribution: choice }),
    layers: v.pipe(
      v.array(v.looseObject({ kind: v.picklist(LAYER_KINDS), weight: v.optional(choice), bias: v.optional(choice) })),
      v.minLength(1),
      v.maxLength(LIMITS.layers),
    ),
  }),
  v.check((draft) => isShort(draft)),
);

/** What is lost without harm: where it cannot be read it is left out, and the rest stays. */
const ifReadable = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);

const Assumptions = v.fallback(v.optional(v.array(v.string()), []), []);

const Origin = v.object({ spec: CheckedSpec, assumptions: Assumptions, code: ifReadable(CodeOrigin) });
/** What "Reset" returns to where there is no preset: an experiment as it came, and what was assumed of it. */
export type Origin = v.InferOutput<typeof Origin>;

// Where an origin and a step are, states were once stored that have a spec alone.
const StoredStep = v.object({
  spec: CheckedSpec,
  /** The preset that "Reset" returns to; absent for an experiment of the person's own. */
  preset: ifReadable(v.string()),
  origin: ifReadable(v.union([Origin, CheckedSpec])),
  /** What was assumed because notation does not say it: shown above the picture. */
  assumptions: Assumptions,
  /** Where it was read from, if from code: its layers are those of the spec. */
  code: ifReadable(CodeOrigin),
});
type StoredStep = v.InferOutput<typeof StoredStep>;
const StoredSteps = v.fallback(v.optional(v.array(v.union([StoredStep, CheckedSpec])), []), []);

/** An experiment with all that belongs to it: what a step of undo brings back. */
export type Step = Omit<StoredStep, "origin"> & { origin?: Origin | undefined };

/** A step as stored, whole: what a spec alone does not say is taken from the state that it is part of. */
function stepOf(stored: StoredStep | ExploreSpec, state: StoredStep): Step {
  const { origin, code, ...rest } = "spec" in stored ? stored : { ...state, spec: stored };
  const step = { ...rest, ...(code && { code }) };
  if (!origin) return step;
  return { ...step, origin: "spec" in origin ? origin : { spec: origin, assumptions: step.assumptions } };
}

/**
 * What one application shows: enough to carry it from the sidebar to a panel, over a window reload, or to the other
 * sidebar. The report is not in it: the same spec gives the same report. Whatever else cannot be read, the spec stays.
 */
export const AppState = v.pipe(
  v.object({
    ...StoredStep.entries,
    /** Which layer the large picture shows. */
    layer: v.pipe(v.number(), v.integer(), v.minValue(0)),
    /** The experiments before this one, and those that were undone. */
    undo: StoredSteps,
    redo: StoredSteps,
    /** What the person typed where it is not valid yet. */
    draft: ifReadable(Draft),
    /** Which parts of the page are open. */
    open: ifReadable(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(OPEN_PARTS))),
    /** Pixels by which the page is scrolled down. */
    scroll: ifReadable(v.pipe(v.number(), v.finite(), v.minValue(0))),
  }),
  v.transform(({ spec, preset, origin, assumptions, code, undo, redo, ...view }) => {
    const state = { spec, preset, origin, assumptions, code };
    const whole = (stored: StoredStep | ExploreSpec): Step => stepOf(stored, state);
    return { ...whole(state), ...view, undo: undo.map(whole), redo: redo.map(whole) };
  }),
);
export type AppState = v.InferOutput<typeof AppState>;
