import * as v from "valibot";
import { ExploreSpec } from "./spec";
import { shapeOf } from "./shape";

/** A spec that also fits together; used wherever a spec comes in a message or a stored state. */
export const CheckedSpec = v.pipe(
  ExploreSpec,
  v.rawCheck(({ dataset, addIssue }) => {
    const issue = dataset.typed ? shapeOf(dataset.value).issues[0] : undefined;
    if (issue) addIssue({ message: `${issue.path}: ${issue.message}` });
  }),
);

/**
 * What one application shows: enough to carry it from the sidebar to a panel, over a window reload, or to the other
 * sidebar. The report is not in it: the same spec gives the same report.
 */
export const AppState = v.object({
  spec: CheckedSpec,
  /** Which layer the large picture shows. */
  layer: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The preset that "Reset" returns to; absent for an experiment of the person's own. */
  preset: v.optional(v.string()),
  /** What "Reset" returns to where there is no preset: the spec as it came. */
  origin: v.optional(CheckedSpec),
  /** What was assumed because notation does not say it: shown above the picture. */
  assumptions: v.optional(v.array(v.string()), []),
  undo: v.optional(v.array(CheckedSpec), []),
  redo: v.optional(v.array(CheckedSpec), []),
});
export type AppState = v.InferOutput<typeof AppState>;
