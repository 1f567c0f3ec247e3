import { ARTICLE } from "../../../src/core/presets";
import type { Clock } from "../../../src/app/clock";
import type { Host } from "../../../src/app/host";
import type { Engine, RunOptions } from "../../../src/engine/index";
import type { ExploreReport, ExploreSpec, FromApp, ToApp } from "../../../src/formats/index";

/** A clock that a test moves. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { readonly at: number; readonly then: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.#now + milliseconds, then };
    this.#timers.push(timer);
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  advance(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.then();
    }
    this.#now = until;
  }
}

/** A report of some trials of a spec; its layers are empty words. */
export function fakeReport(spec: ExploreSpec, trials: number): ExploreReport {
  const summary = {
    count: trials,
    zeros: 0,
    mean: 1,
    meanStandardError: 0,
    variance: 0,
    rootMeanSquare: 1,
    min: 1,
    max: 1,
    histogram: { exponent: 0, firstBin: 1, counts: [trials] },
  };
  const { version, input, layers, parameterSeed, seed } = spec;
  return {
    version: 1,
    kind: "explore",
    spec: { version, input, layers, parameterSeed },
    runs: [{ seed, trials }],
    layers: layers.map(({ kind }, index) => ({
      name: String(index),
      label: `Layer${index}()`,
      kind,
      units: 1,
      modes: { train: summary, eval: summary, unscaledTrain: summary },
    })),
  };
}

/** A run that the test ends. */
export interface FakeRun {
  readonly spec: ExploreSpec;
  readonly options: RunOptions;
  partial(trials: number): void;
  finish(): void;
  fail(message: string): void;
}

/** An engine whose runs do what the test says. */
export class FakeEngine implements Engine {
  readonly runs: FakeRun[] = [];
  seconds = 0.1;
  disposed = false;

  run(spec: ExploreSpec, options: RunOptions = {}): Promise<ExploreReport> {
    return new Promise((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason as Error));
      this.runs.push({
        spec,
        options,
        partial: (trials) => options.onReport?.(fakeReport(spec, trials)),
        finish: () => resolve(fakeReport(spec, spec.trials)),
        fail: (message) => reject(new Error(message)),
      });
    });
  }

  get last(): FakeRun {
    return this.runs.at(-1)!;
  }

  estimate(): number {
    return this.seconds;
  }

  dispose(): void {
    this.disposed = true;
  }
}

/** A host that writes down what it is told. */
export class FakeHost implements Host {
  readonly posted: FromApp[] = [];
  kept: unknown = undefined;
  #handle: (message: ToApp) => void = () => undefined;

  post(message: FromApp): void {
    this.posted.push(message);
  }

  listen(handle: (message: ToApp) => void): void {
    this.#handle = handle;
  }

  say(message: ToApp): void {
    this.#handle(message);
  }

  stored(): unknown {
    return this.kept;
  }

  store(state: unknown): void {
    this.kept = structuredClone(state);
  }

  of<T extends FromApp["type"]>(type: T): Extract<FromApp, { type: T }>[] {
    return this.posted.filter((message): message is Extract<FromApp, { type: T }> => message.type === type);
  }
}

/** The article with another p. */
export const articleWith = (p: number): ExploreSpec => ({
  ...ARTICLE.spec,
  layers: [{ kind: "dropout", p }, ARTICLE.spec.layers[1]!],
});

/** Lets promises that are settled be heard. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
