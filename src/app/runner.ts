import type { Engine } from "../engine/index";
import { sameSpec, type ExploreReport, type ExploreSpec } from "../formats/index";
import type { Clock } from "./clock";

/** A run estimated to take longer than this waits until the person asks for it. */
const PATIENCE_SECONDS = 10;
/** A picture older than its experiment is marked after this: shorter would flicker while a slider moves. */
const STALE_AFTER = 250;
/** A run that has shown nothing for this long gives way to an experiment that rests. */
const GRACE = 300;
/** While a slider moves it gives way later: giving way too early again and again would show nothing at all. */
const GRACE_MOVING = 3000;

/** What is shown and what is computed. */
export interface RunState {
  readonly phase: "starting" | "running" | "waiting" | "stopped" | "failed" | "done";
  /** The last picture, with the experiment that it belongs to. */
  readonly shown: { readonly report: ExploreReport; readonly spec: ExploreSpec; readonly complete: boolean } | null;
  /** The picture belongs to an earlier experiment, and has for longer than a moment. */
  readonly stale: boolean;
  /** The share of the run under way that is done. */
  readonly fraction: number;
  /** Seconds that the whole run takes, estimated. */
  readonly seconds: number;
  /** Why it failed. */
  readonly error: string | null;
}

/** Before there is an engine. */
export const STARTING: RunState = {
  phase: "starting",
  shown: null,
  stale: false,
  fraction: 0,
  seconds: 0,
  error: null,
};

interface Active {
  readonly spec: ExploreSpec;
  readonly control: AbortController;
  readonly started: number;
  pictures: number;
}

/**
 * Runs the newest experiment and nothing else. A run that has not shown a picture yet keeps its workers for a moment, so
 * that a slider that never rests still draws; then the newest waiting experiment takes over, those between are dropped.
 */
export class Runner {
  #state = STARTING;
  #active: Active | null = null;
  #wanted: ExploreSpec | null = null;
  #next: ExploreSpec | null = null;
  #stopGrace: (() => void) | null = null;
  #stopStale: (() => void) | null = null;

  constructor(
    private readonly engine: Engine,
    private readonly clock: Clock,
    private readonly onChange: (state: RunState) => void,
  ) {}

  /** The experiment to show from now on. While a slider is `moving` even a long run starts, for its first picture. */
  show(spec: ExploreSpec, moving: boolean): void {
    const seconds = this.engine.estimate(spec);
    const long = seconds > PATIENCE_SECONDS && !moving;
    if (this.#wanted && sameSpec(this.#wanted, spec) && !(long && this.#active)) return;
    this.#wanted = spec;
    this.#watchStale();
    if (this.#isDone(spec)) this.#rest();
    else if (long) this.#wait(spec, seconds);
    else this.#replace(spec, moving ? GRACE_MOVING : GRACE);
  }

  /** Starts a run that waits, was stopped, or failed. */
  start(): void {
    if (this.#wanted && !this.#active) this.#begin(this.#wanted);
  }

  /** Stops the run under way; its last picture stays. */
  stop(): void {
    this.#abort();
    this.#update({ phase: "stopped" });
  }

  /** Ends everything; nothing is reported afterwards. */
  dispose(): void {
    this.#abort();
    this.#stopStale?.();
    this.engine.dispose();
  }

  #isDone(spec: ExploreSpec): boolean {
    return this.#state.shown?.complete === true && sameSpec(this.#state.shown.spec, spec);
  }

  /** The picture of what is wanted is there already: what runs is for something else. */
  #rest(): void {
    this.#abort();
    this.#stopStale?.();
    this.#update({ phase: "done", stale: false, error: null });
  }

  #wait(spec: ExploreSpec, seconds: number): void {
    this.#abort();
    this.#stopStale?.();
    this.#update({ phase: "waiting", seconds, fraction: 0, error: null, stale: !this.#belongs(spec) });
  }

  #replace(spec: ExploreSpec, grace: number): void {
    const active = this.#active;
    const left = active?.pictures === 0 ? grace - (this.clock.now() - active.started) : 0;
    if (left <= 0) {
      this.#begin(spec);
      return;
    }
    this.#next = spec;
    this.#stopGrace?.();
    this.#stopGrace = this.clock.after(left, () => this.#takeNext());
  }

  #takeNext(): void {
    if (this.#next) this.#begin(this.#next);
  }

  #begin(spec: ExploreSpec): void {
    this.#abort();
    const active = { spec, control: new AbortController(), started: this.clock.now(), pictures: 0 };
    this.#active = active;
    this.#update({ phase: "running", seconds: this.engine.estimate(spec), fraction: 0, error: null });
    const ifActive =
      <T>(then: (value: T) => void) =>
      (value: T) => {
        if (this.#active === active) then(value);
      };
    this.engine
      .run(spec, {
        signal: active.control.signal,
        onProgress: ifActive((fraction) => this.#update({ fraction })),
        onReport: ifActive((report) => this.#picture(active, report)),
      })
      .then(
        ifActive((report) => this.#finish(spec, report)),
        ifActive((reason: unknown) => this.#fail(reason)),
      );
  }

  #picture(active: Active, report: ExploreReport): void {
    active.pictures += 1;
    this.#update({ shown: { report, spec: active.spec, complete: false }, stale: false });
    this.#takeNext();
  }

  #finish(spec: ExploreSpec, report: ExploreReport): void {
    const next = this.#next;
    this.#settle();
    this.#update({ phase: "done", shown: { report, spec, complete: true }, stale: false, fraction: 1 });
    if (next) this.#begin(next);
  }

  #fail(reason: unknown): void {
    const next = this.#next;
    this.#settle();
    this.#update({ phase: "failed", error: reason instanceof Error ? reason.message : String(reason) });
    if (next) this.#begin(next);
  }

  #abort(): void {
    const active = this.#active;
    this.#settle();
    active?.control.abort();
  }

  #settle(): void {
    this.#active = null;
    this.#next = null;
    this.#stopGrace?.();
    this.#stopGrace = null;
  }

  /** Whether the picture shown is of this experiment, be it of fewer trials. */
  #belongs(spec: ExploreSpec): boolean {
    const shown = this.#state.shown?.spec;
    return shown !== undefined && sameSpec({ ...shown, trials: spec.trials }, spec);
  }

  #watchStale(): void {
    this.#stopStale?.();
    this.#stopStale = this.clock.after(STALE_AFTER, () => {
      if (this.#wanted && this.#state.shown && !this.#belongs(this.#wanted)) this.#update({ stale: true });
    });
  }

  #update(change: Partial<RunState>): void {
    this.#state = { ...this.#state, ...change };
    this.onChange(this.#state);
  }
}
