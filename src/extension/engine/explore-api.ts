import type { RunOptions } from "../../engine/index";
import { parseSpec, type ExploreReport, type ExploreSpec } from "../../formats/index";
import type { SharedEngine } from "./shared-engine";

/** What `activate` returns: the same `explore` as that of dist/core.mjs, for other extensions. */
export interface DropoutExplorerApi {
  /**
   * Runs an experiment: the activations of every layer in train, eval and unscaled train.
   *
   * @throws {SpecError} naming the place and the remedy, before anything is computed.
   */
  readonly explore: (spec: ExploreSpec, options?: Pick<RunOptions, "signal" | "onProgress">) => Promise<ExploreReport>;
}

/** `explore` by this host's engine. */
export const exploreBy =
  (engine: SharedEngine): DropoutExplorerApi["explore"] =>
  async (spec, options = {}) => {
    const parsed = parseSpec(spec);
    return engine.get().run(parsed, options);
  };
