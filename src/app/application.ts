import type { Engine } from "../engine/index";
import {
  dispatch,
  parseFromApp,
  sameSpec,
  type AppState,
  type ExploreSpec,
  type Handlers,
  type ToApp,
} from "../formats/index";
import type { Clock } from "./clock";
import { isOther, written } from "./code";
import { Experiment } from "./experiment";
import type { Host } from "./host";
import { modelOf, Store, stateOf, type FoldId, type Model } from "./model";
import { Output } from "./output";
import { RestTimer } from "../workers/rest-timer";
import { Runner } from "./runner";

/** Milliseconds for which changes rest before they are kept: a drag writes a few times a second, not on each frame. */
const REST = 120;

/** What an application needs of the world. */
export interface Surroundings {
  readonly host: Host;
  readonly clock: Clock;
  readonly randomSeed: () => number;
  /** Makes the engine, given where the worker's script is. */
  readonly engineOf: (workerUri: string) => Engine;
}

/** One application: what a person does, what the host says, and what runs, brought together. */
export class Application {
  readonly store = new Store();
  readonly experiment: Experiment;
  readonly output: Output;
  readonly #keeper: RestTimer;
  #runner: Runner | null = null;
  /** What the document of a custom editor says, as far as we know. */
  #document: ExploreSpec | null = null;

  constructor(private readonly world: Surroundings) {
    this.experiment = new Experiment(this.store, world.randomSeed);
    this.output = new Output(this.store, world.host);
    this.#keeper = new RestTimer(world.clock);
    this.store.subscribe((model, before) => this.#follow(model, before));
  }

  /** Begins to listen, and says so. */
  start(): void {
    this.world.host.listen((message) => dispatch(message, this.#handlers));
    this.world.host.post({ type: "ready" });
  }

  /** Runs what waits for the person's word. */
  run(): void {
    this.#runner?.start();
  }

  stop(): void {
    this.#runner?.stop();
  }

  /** Opens what is closed and closes what is open. */
  toggle(id: FoldId): void {
    const open = new Set(this.store.model.open);
    if (!open.delete(id)) open.add(id);
    this.store.set({ open });
  }

  /** A step back; in a custom editor the document's. */
  undo(): void {
    const { container, draft } = this.store.model;
    if (container !== "editor" || draft) this.experiment.undo();
    else this.#inDocument("documentUndo");
  }

  redo(): void {
    if (this.store.model.container === "editor") this.#inDocument("documentRedo");
    else this.experiment.redo();
  }

  /** Writes what waits to be written: the page may be gone after this. */
  flush(): void {
    this.#keeper.flush();
  }

  readonly #handlers: Handlers<ToApp> = {
    open: (message) => this.#open(message),
    show: ({ spec, assumptions, code }) => this.experiment.show(spec, assumptions, code),
    document: ({ spec }) => this.#follows(spec),
    documentBroken: ({ issues }) => this.store.set({ broken: issues }),
    code: ({ status, file, parts, lines }) => this.store.set({ codeView: { status, file, parts, lines } }),
    codeWritten: ({ code }) => this.store.set({ code: written(this.store.model.code, code) }),
    defaults: ({ defaults }) => this.store.set({ defaults }),
    request: ({ id, what }) => this.output.answer(id, what),
  };

  #open({ container, defaults, workerUri, state }: Extract<ToApp, { type: "open" }>): void {
    const inDocument = container === "editor";
    // What a custom editor shows is its document, or nothing: what was stored may be of another text.
    const known = inDocument ? state && this.#asLeft(state) : (state ?? this.#stored());
    if (inDocument && state) this.#document = state.spec;
    this.store.set({ container, defaults, broken: [], blank: inDocument && !state });
    this.store.set(known ? modelOf(known) : { spec: this.experiment.fresh() });
    this.#runner?.dispose();
    this.#runner = new Runner(this.world.engineOf(workerUri), this.world.clock, (run) => this.store.set({ run }));
    this.#show(this.store.model);
  }

  #show({ blank, spec, moving }: Model): void {
    if (!blank) this.#runner?.show(spec, moving);
  }

  /**
   * The document as it was looked at before the page was hidden. What was typed, and the steps with all that belongs to
   * them, belong to the text in which they were made.
   */
  #asLeft(state: AppState): AppState {
    const stored = this.#stored();
    if (!stored) return state;
    const { open, scroll } = stored;
    return sameSpec(stored.spec, state.spec) ? { ...stored, layer: state.layer } : { ...state, open, scroll };
  }

  #stored(): AppState | null {
    const message = parseFromApp({ type: "state", state: this.world.host.stored() });
    return message?.type === "state" ? message.state : null;
  }

  #follows(spec: ExploreSpec): void {
    // A change that is not written yet goes to the host first, which brings the two together and then says what became.
    if (this.#unwritten) {
      this.#finish();
      return;
    }
    this.#document = spec;
    this.experiment.follow(spec);
  }

  /** A change that is not written yet is written first, so that undo takes back what the person sees. */
  #inDocument(type: "documentUndo" | "documentRedo"): void {
    this.#finish();
    this.world.host.post({ type });
  }

  #finish(): void {
    this.experiment.finish();
    this.#keeper.flush();
  }

  /** Whether the person has changed what a custom editor shows, and its document does not say so yet. */
  get #unwritten(): boolean {
    const { container, spec } = this.store.model;
    return container === "editor" && this.#document !== null && !sameSpec(spec, this.#document);
  }

  #follow(model: Model, before: Model): void {
    if (SHOWN.some((key) => model[key] !== before[key])) this.#show(model);
    if (model.run !== before.run) this.output.follow(model.run);
    // What was said of the code of another model is not so of this one, of which the host says it next.
    if (isOther(model.code, before.code)) this.store.set({ codeView: null });
    if (PERSISTENT.some((key) => model[key] !== before[key])) this.#keeper.once(REST, () => this.#keep());
    // Only a gesture may wait: a view that is hidden right after a click has no time left to say what it shows.
    if (model.history.gesture === null && !model.moving) this.#keeper.flush();
  }

  #keep(): void {
    const { model } = this.store;
    if (model.blank) return;
    const state = stateOf(model);
    this.world.host.store(state);
    this.world.host.post({ type: "state", state });
    const base = this.#document;
    if (model.moving || !base || !this.#unwritten) return;
    this.world.host.post({ type: "edit", base, spec: model.spec });
    this.#document = model.spec;
  }
}

/** What decides what runs. */
const SHOWN = ["spec", "moving", "blank"] as const satisfies (keyof Model)[];
/** What a stored state holds. */
const PERSISTENT = [
  "spec",
  "layer",
  "preset",
  "origin",
  "assumptions",
  "code",
  "history",
  "draft",
  "open",
  "scroll",
] as const satisfies (keyof Model)[];
