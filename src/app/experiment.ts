import { ARTICLE, PRESETS } from "../core/presets";
import {
  checkSpec,
  DEFAULTS,
  LIMITS,
  sameSpec,
  sameValue,
  type CodeOrigin,
  type ExploreSpec,
  type LayerKind,
  type Origin,
  type Step,
} from "../formats/index";
import * as codeOrigin from "./code";
import * as edit from "./edit";
import { finished, followed, record, redone, undone, type Travel } from "./history";
import { locked, NO_DRAFT, ofStep, stepOf, type Model, type Store } from "./model";

/** How a change belongs to those before it. */
export interface Change {
  /** Changes with the same gesture are one step of undo until `finish`. */
  readonly gesture?: string;
  /** A slider is being moved: pictures before completeness. */
  readonly moving?: boolean;
  /** What changes with the experiment: undo brings it back together with it. */
  readonly with?: Partial<Pick<Model, "preset" | "origin" | "assumptions" | "code" | "layer">>;
}

const sameStep = (a: Step, b: Step): boolean =>
  (["spec", "preset", "origin", "assumptions", "code"] as const).every((key) => sameValue(a[key], b[key]));

const layerIn = (layer: number, spec: ExploreSpec): number => Math.min(layer, spec.layers.length - 1);

/** What a person does to the experiment. Every change becomes the experiment once it is valid, else a draft. */
export class Experiment {
  constructor(
    private readonly store: Store,
    /** A random seed, for "new seed". */
    private readonly randomSeed: () => number,
  ) {}

  /** What the fields show: the draft where there is one. */
  get edited(): ExploreSpec {
    return this.store.model.draft ?? this.store.model.spec;
  }

  /** Sets what stands at `keys`; the value may be no number at all. */
  set(keys: edit.Keys, value: unknown, change: Change = {}): void {
    this.#apply(edit.refit(edit.setAt(this.edited, keys, value)), change);
  }

  /** A drag, or typing in a field, is over. */
  finish(): void {
    const { history } = this.store.model;
    this.store.set({ moving: false, history: finished(history) });
  }

  addLayer(kind: LayerKind): void {
    if (this.#relist(edit.addLayer(this.edited, kind), codeOrigin.added)) this.select(this.edited.layers.length - 1);
  }

  removeLayer(index: number): void {
    this.#relist(edit.removeLayer(this.edited, index), codeOrigin.removed(index));
  }

  moveLayer(from: number, to: number): void {
    this.#relist(edit.moveLayer(this.edited, from, to), codeOrigin.moved(from, to));
  }

  changeKind(index: number, kind: LayerKind): void {
    this.#relist(edit.changeKind(this.edited, index, kind), codeOrigin.replaced(index));
  }

  moreTrials(): void {
    this.#apply({ ...this.edited, trials: Math.min(LIMITS.trials, this.edited.trials * 10) });
  }

  newSeed(which: "seed" | "parameterSeed"): void {
    this.#apply({ ...this.edited, [which]: this.randomSeed() });
  }

  /** The article's setting in this network, with nothing assumed. */
  allWeightsOne(): void {
    this.#apply(edit.allWeightsOne(this.edited), { with: { assumptions: [] } });
  }

  /** Starts from a preset. */
  choose(id: string): void {
    const preset = PRESETS.find((other) => other.id === id);
    if (!preset) return;
    const layer = preset.spec.layers.length - 1;
    this.#apply(this.fresh(preset.spec), {
      with: { preset: id, origin: undefined, assumptions: [], code: undefined, layer },
    });
  }

  /** What "Reset" returns to; null where there is nothing. */
  get start(): Origin | null {
    const { preset, origin } = this.store.model;
    const spec = PRESETS.find(({ id }) => id === preset)?.spec;
    return spec ? { spec: this.fresh(spec), assumptions: [], code: undefined } : (origin ?? null);
  }

  /** Back to the preset, or to the experiment as it came. */
  reset(): void {
    const { start } = this;
    if (start) this.#apply(start.spec, { with: { assumptions: start.assumptions, code: start.code } });
  }

  /** Shows an experiment that came from elsewhere, as one step of undo. */
  show(spec: ExploreSpec, assumptions: readonly string[], code?: CodeOrigin): void {
    const origin = { spec, assumptions: [...assumptions], code };
    this.#apply(spec, { with: { preset: undefined, origin, assumptions, code, layer: spec.layers.length - 1 } });
  }

  /** The document of a custom editor. Its undo is VS Code's, and what belongs to where it leads is known here. */
  follow(spec: ExploreSpec): void {
    const { model } = this.store;
    if (sameSpec(model.spec, spec)) {
      this.store.set({ broken: [], blank: false });
      return;
    }
    const travel = followed(model.history, stepOf(model), spec);
    this.store.set({
      broken: [],
      blank: false,
      ...NO_DRAFT,
      moving: false,
      layer: model.blank ? spec.layers.length - 1 : layerIn(model.layer, spec),
      ...(travel
        ? { ...ofStep(travel.step), history: travel.history }
        : { spec, preset: model.blank ? undefined : model.preset }),
      origin: travel?.step.origin ?? model.origin ?? { spec, assumptions: [], code: undefined },
    });
  }

  select(layer: number): void {
    const { spec } = this.store.model;
    this.store.set({ layer: Math.max(0, layerIn(layer, spec)) });
  }

  /** A step back; text that is not valid goes first. */
  undo(): void {
    const { model } = this.store;
    if (model.draft) this.store.set(NO_DRAFT);
    else this.#travel(undone(model.history, stepOf(model)));
  }

  redo(): void {
    const { model } = this.store;
    this.#travel(redone(model.history, stepOf(model)));
  }

  /** A preset with the person's settings for new experiments, where they differ from what specs mean. */
  fresh(spec: ExploreSpec = ARTICLE.spec): ExploreSpec {
    const { trials, seed } = this.store.model.defaults;
    return { ...spec, trials: trials === DEFAULTS.trials ? spec.trials : trials, seed };
  }

  /** A change of the list of layers, which the code's follow. */
  #relist(next: ExploreSpec, relist: typeof codeOrigin.added): boolean {
    const { code: origin, relisted } = this.store.model;
    return this.#apply(next, { with: { code: relisted ? codeOrigin.untied(origin) : relist(origin) } });
  }

  /** Whether the change was taken, if only as a draft. */
  #apply(next: ExploreSpec, { gesture, moving = false, with: belongings = {} }: Change = {}): boolean {
    const { model } = this.store;
    if (locked(model)) return false;
    const checked = checkSpec(next);
    if ("issues" in checked) {
      // The experiment and what belongs to it stay as they are until the draft is valid.
      this.store.set({ draft: next, issues: checked.issues, relisted: model.relisted || "code" in belongings });
      return true;
    }
    const { spec } = checked;
    const now = stepOf(model);
    const all = model.relisted ? { code: codeOrigin.untied(model.code), ...belongings } : belongings;
    const changed = !sameStep(stepOf({ ...model, ...all, spec }), now);
    this.store.set({
      ...NO_DRAFT,
      ...(changed ? { ...all, spec, moving, history: record(model.history, now, gesture ?? null) } : {}),
      layer: layerIn(belongings.layer ?? model.layer, spec),
    });
    return true;
  }

  #travel(travel: Travel | null): void {
    if (!travel) return;
    const { history, step } = travel;
    this.store.set({ ...ofStep(step), history, layer: layerIn(this.store.model.layer, step.spec), moving: false });
  }
}
