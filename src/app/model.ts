import { ARTICLE } from "../core/presets";
import {
  checkSpec,
  type AppState,
  type CodeOrigin,
  type Container,
  type ExploreSpec,
  type Origin,
  type SpecIssue,
  type Step,
} from "../formats/index";
import type { CodeView } from "./code";
import { EMPTY_HISTORY, type History } from "./history";
import { STARTING, type RunState } from "./runner";

/** Parts of the page that open and close. */
export type FoldId = "rows" | "depth" | "network" | "run" | "code" | `parameters-${number}`;

const isFoldId = (id: string): id is FoldId => /^(rows|depth|network|run|code|parameters-\d+)$/.test(id);

/** Everything that the page shows. */
export interface Model {
  readonly container: Container;
  /** The experiment: valid, and what the picture is of or will be of. */
  readonly spec: ExploreSpec;
  /** What the fields hold where it is not valid: the person's own text, kept until it is. */
  readonly draft: ExploreSpec | null;
  /** What is wrong with the draft. */
  readonly issues: readonly SpecIssue[];
  /** The draft has another list of layers: once it is valid, nobody knows which layer of the code is which. */
  readonly relisted: boolean;
  /** What is wrong with the text of a custom editor's document. */
  readonly broken: readonly SpecIssue[];
  /** A custom editor whose document has not been an experiment yet: there is nothing to show. */
  readonly blank: boolean;
  readonly layer: number;
  readonly preset: string | undefined;
  readonly origin: Origin | undefined;
  readonly assumptions: readonly string[];
  /** Where the experiment was read from, if from code. */
  readonly code: CodeOrigin | undefined;
  /** What the host says of that code; null until it does. */
  readonly codeView: CodeView | null;
  readonly history: History;
  /** Settings for new experiments. */
  readonly defaults: { readonly trials: number; readonly seed: number };
  /** A slider is being moved. */
  readonly moving: boolean;
  readonly run: RunState;
  readonly open: ReadonlySet<FoldId>;
  readonly wide: boolean;
  /** Pixels by which the page is scrolled down, once that rests. */
  readonly scroll: number;
}

/** What is shown before anything is known: the article. */
export const INITIAL_MODEL: Model = {
  container: "sidebar",
  spec: ARTICLE.spec,
  draft: null,
  issues: [],
  relisted: false,
  broken: [],
  blank: false,
  layer: ARTICLE.spec.layers.length - 1,
  preset: ARTICLE.id,
  origin: undefined,
  assumptions: [],
  code: undefined,
  codeView: null,
  history: EMPTY_HISTORY,
  defaults: { trials: ARTICLE.spec.trials, seed: ARTICLE.spec.seed },
  moving: false,
  run: STARTING,
  open: new Set(["network"]),
  wide: false,
  scroll: 0,
};

/** Whether nothing may be changed: the text of a custom editor's document has to be fixed first. */
export const locked = ({ blank, broken }: Model): boolean => blank || broken.length > 0;

/** A draft as JSON can hold it: an endless number as its word, which a field shows the same. */
const storable = (draft: ExploreSpec): AppState["draft"] =>
  JSON.parse(
    JSON.stringify(draft, (_, value: unknown) => (Math.abs(value as number) === Infinity ? String(value) : value)),
  ) as AppState["draft"];

/** What undo brings back of a model. */
export function stepOf({ spec, preset, origin, assumptions, code }: Model): Step {
  return {
    spec,
    ...(preset === undefined ? {} : { preset }),
    ...(origin === undefined ? {} : { origin }),
    assumptions: [...assumptions],
    ...(code === undefined ? {} : { code }),
  };
}

/** The part of a model that a step says. */
export function ofStep({ spec, preset, origin, assumptions, code }: Step): Pick<Model, keyof Step> {
  return { spec, preset, origin, assumptions, code };
}

/** What outlives the page. */
export function stateOf(model: Model): AppState {
  const { layer, history, draft, open, scroll } = model;
  return {
    ...stepOf(model),
    layer,
    undo: [...history.undo],
    redo: [...history.redo],
    ...(draft === null ? {} : { draft: storable(draft) }),
    open: [...open],
    scroll,
  };
}

/** What a model says of its draft. */
type Draft = Pick<Model, "draft" | "issues" | "relisted">;

/** A model without a draft. */
export const NO_DRAFT: Draft = { draft: null, issues: [], relisted: false };

/** Whether a draft that was stored may list its layers another way: more of them differ than one that is being typed. */
function isRelisted(draft: ExploreSpec, { layers }: ExploreSpec): boolean {
  const other = draft.layers.filter((layer, index) => JSON.stringify(layer) !== JSON.stringify(layers[index]));
  return draft.layers.length !== layers.length || other.length > 1;
}

function draftOf({ draft, spec }: AppState): Draft {
  const checked = draft && checkSpec(draft);
  if (!checked || "spec" in checked) return NO_DRAFT;
  const typed = draft as unknown as ExploreSpec;
  return { draft: typed, issues: checked.issues, relisted: isRelisted(typed, spec) };
}

/** The part of a model that a state says. */
export function modelOf(state: AppState): Partial<Model> {
  const { spec, layer, undo, redo, open, scroll } = state;
  return {
    ...ofStep(state),
    layer: Math.min(layer, spec.layers.length - 1),
    history: { undo, redo, gesture: null },
    ...draftOf(state),
    ...(open && { open: new Set(open.filter(isFoldId)) }),
    ...(scroll !== undefined && { scroll }),
  };
}

/** Holds the model, and says when it changed. */
export class Store {
  #model = INITIAL_MODEL;
  readonly #listeners = new Set<(model: Model, before: Model) => void>();

  get model(): Model {
    return this.#model;
  }

  /** Changes the model; listeners hear of it only where a value differs. */
  set(change: Partial<Model>): void {
    const before = this.#model;
    const next = { ...before, ...change };
    if ((Object.keys(change) as (keyof Model)[]).every((key) => Object.is(before[key], next[key]))) return;
    this.#model = next;
    for (const listener of this.#listeners) listener(next, before);
  }

  subscribe(listener: (model: Model, before: Model) => void): void {
    this.#listeners.add(listener);
  }
}
