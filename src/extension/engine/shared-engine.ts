import { createEngine, workersFor, type Engine, type EngineOptions } from "../../engine/index";
import { Disposable } from "../base/disposable";
import type { SpawnReader } from "../reader/reader-worker";

/** What a kind of extension host gives the engine. */
export interface HostWorkers extends Pick<EngineOptions, "spawn"> {
  /** Processors of its machine. */
  readonly processors: number;
  readonly spawnReader: SpawnReader;
}

/** The one engine of this host, made by its first use: nothing runs before. */
export class SharedEngine extends Disposable {
  #engine: Engine | undefined;

  /** @param workers This host's workers. */
  constructor(private readonly workers: () => HostWorkers) {
    super();
    this.own({ dispose: () => this.#engine?.dispose() });
  }

  get(): Engine {
    return (this.#engine ??= this.#create());
  }

  #create(): Engine {
    const { spawn, processors } = this.workers();
    return createEngine({ spawn, workers: workersFor(processors) });
  }
}
