import fc from "fast-check";
import { runHere } from "../../../src/core/reference/index";
import type { ExploreReport, ExploreSpec, Report } from "../../../src/formats/index";
import { sayable } from "../../unit/python/arbitrary";
import { writtenSpec } from "../../unit/extension/arbitraries";
import { article, wide } from "../../unit/figure/reports";
import { probe, probedArticle } from "../../unit/figure/probe-reports";

/** Made once, when it is first asked for. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** Texts and values are drawn from the same few hundred in every run. */
const SEED = 1;

/** Specs as a person writes them. */
export const writtenSpecs = once((): readonly object[] => fc.sample(writtenSpec, { seed: SEED, numRuns: 300 }));

/** Specs with their defaults filled in, each of which notation can say. */
export const specs = once((): readonly ExploreSpec[] => fc.sample(sayable, { seed: SEED, numRuns: 300 }));

/** What comes out of a run, of two seeds each. */
export const runs = once((): readonly (readonly [ExploreReport, ExploreReport])[] =>
  specs()
    .slice(0, 40)
    .map((spec) => {
      const run = (seed: number, trials: number): ExploreReport => runHere({ ...spec, seed, trials });
      return [run(1, 20), run(2, 3)] as const;
    }),
);

/** Reports of both kinds. */
export const reports = once((): readonly Report[] => [
  ...runs().map(([first]) => first),
  ...[article(), wide(), probe(), probedArticle()],
]);
