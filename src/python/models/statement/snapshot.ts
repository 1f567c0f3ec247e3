import { COSTS } from "../values/budget";
import type { Run } from "../values/run";
import type { Scope, Value } from "../values/values";

/** The names of a scope alone, as they are now. */
export function snapshotOf(run: Run, scope: Scope): ReadonlyMap<string, Value> {
  run.spend(COSTS.map + (scope.size >> 3));
  return scope.snapshot();
}
