import type { ExploreReport, ExploreSpec } from "../../formats/index";
import { Accumulator } from "./accumulator";
import type { Kernels } from "./kernels";
import { prepare } from "./prepare";
import { SliceRunner } from "./slice";

/** Finishes a generator without pausing at its yields. */
export function finish<T>(generator: Generator<unknown, T>): T {
  for (;;) {
    const step = generator.next();
    if (step.done) return step.value;
  }
}

/** Runs a whole experiment at once, where nothing waits. */
export function runHere(spec: ExploreSpec, kernels: Kernels): ExploreReport {
  const prepared = finish(prepare(spec, kernels));
  const accumulator = new Accumulator(prepared.plan, prepared.summary);
  accumulator.add(finish(new SliceRunner(prepared).run(0, spec.trials)));
  return accumulator.report()!;
}
