import type { Engine, RunOptions } from "../engine/index";
import { parseSpec, type ExploreReport, type ExploreSpec } from "../formats/index";
import { Disposable } from "./disposable";

/** What `activate` returns: the same `explore` as that of dist/core.mjs, for other extensions. */
export interface DropoutExplorerApi {
  /**
   * Runs an experiment: the activations of every layer in train, eval and unscaled train.
   *
   * @throws {SpecError} naming the place and the remedy, before anything is computed.
   */
  readonly explore: (spec: ExploreSpec, options?: Pick<RunOptions, "signal" | "onProgress">) => Promise<ExploreReport>;
}

/** The engine behind the API: made by the first call, so that activation costs nothing. */
export class ExploreApi extends Disposable implements DropoutExplorerApi {
  #engine: Engine | undefined;

  /** @param createEngine Makes this host's engine. */
  constructor(private readonly createEngine: () => Engine) {
    super();
    this.own({ dispose: () => this.#engine?.dispose() });
  }

  // A property, since other extensions take it from its object.
  readonly explore: DropoutExplorerApi["explore"] = async (spec, options = {}) => {
    const parsed = parseSpec(spec);
    this.#engine ??= this.createEngine();
    return this.#engine.run(parsed, options);
  };
}
