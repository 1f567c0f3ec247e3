/** The specification of the kernels in plain TypeScript, on one thread. */
import { Accumulator, prepare, SliceRunner } from "../../../src/core/index";
import { referenceKernels } from "../../../src/core/reference/index";
import { finish } from "../../../src/core/run/run-here";
import type { ExploreReport, ExploreSpec } from "../../../src/formats/index";
import { neuron, neuronResults, whole, wholeResults } from "./experiments";
import { dropout, gemm, histogram } from "./kernel-works";
import { serve, type Work } from "./protocol.mjs";

const MOST = 10_000_000;

/** Parameters are drawn beforehand, as those of every contender are. */
const explore =
  (specOf: (trials: number, seed: number) => ExploreSpec, resultsOf: (report: ExploreReport) => object): Work =>
  async ({ seed, size, timed }) => {
    const prepared = finish(prepare(specOf(size, seed), referenceKernels));
    return {
      ...resultsOf(
        await timed(() => {
          const accumulator = new Accumulator(prepared.plan, prepared.summary);
          accumulator.add(finish(new SliceRunner(prepared).run(0, size)));
          return accumulator.report()!;
        }),
      ),
    };
  };

void serve(`in Node ${process.version}`, {
  dropout: dropout(referenceKernels, MOST),
  neuron: explore(neuron, neuronResults),
  gemm: gemm(referenceKernels),
  histogram: histogram(referenceKernels, MOST),
  whole: explore(whole, wholeResults),
});
