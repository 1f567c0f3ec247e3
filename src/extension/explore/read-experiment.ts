import type { CodeOrigin, ExploreSpec } from "../../formats/index";

/** An experiment that was read from notation or code, and what was assumed because that doesn't say it. */
export interface ReadExperiment {
  readonly spec: ExploreSpec;
  readonly assumptions: readonly string[];
  /** Where it is in the code, if that is known. */
  readonly code?: CodeOrigin;
}
