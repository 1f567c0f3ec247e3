import assert from "node:assert/strict";
import { prepare, type Prepared } from "../../../src/core/index";
import { referenceKernels, runHere } from "../../../src/core/reference/index";
import { finish } from "../../../src/core/run/run-here";
import {
  parseSpec,
  type ActivationSummary,
  type Distribution,
  type ExploreReport,
  type ExploreSpec,
  type LayerSpec,
  type Mode,
} from "../../../src/formats/index";

/** A spec from its parts, with its defaults filled in. */
export const specOf = (
  units: number,
  distribution: Distribution,
  layers: readonly unknown[],
  rest: Partial<Pick<ExploreSpec, "trials" | "seed" | "parameterSeed">> = {},
): ExploreSpec => parseSpec({ version: 1, input: { units, distribution }, layers, ...rest });

export const constant = (value: number) => ({ kind: "constant", value }) as const;
export const normal = (mean: number, std: number) => ({ kind: "normal", mean, std }) as const;
export const uniform = (low: number, high: number) => ({ kind: "uniform", low, high }) as const;
export const dropout = (p: number): LayerSpec => ({ kind: "dropout", p });
export const linear = (units: number, more: Partial<Extract<LayerSpec, { kind: "linear" }>> = {}): LayerSpec => ({
  kind: "linear",
  units,
  ...more,
});
export const relu: LayerSpec = { kind: "relu" };

/** One mode of one layer of a run. */
export const summaryOf = (report: ExploreReport, layer: number, mode: Mode): ActivationSummary => {
  const found = report.layers[layer];
  assert.ok(found, `a report with layer ${layer}`);
  return found.modes[mode];
};

/** A run by the specification. */
export const run = runHere;

/** A spec made ready to run by the specification. */
export const prepared = (spec: ExploreSpec, before: Prepared | null = null): Prepared =>
  finish(prepare(spec, referenceKernels, { before }));

/** Asserts that `actual` lies within `tolerance` of `expected`. */
export function close(actual: number | null | undefined, expected: number, tolerance: number, what = "value"): void {
  assert.ok(
    typeof actual === "number" && Math.abs(actual - expected) <= tolerance,
    `${what}: ${String(actual)} is not within ${tolerance} of ${expected}`,
  );
}

/** Asserts that a measured mean lies within `errors` of its own standard errors of `expected`. */
export function meanWithin(summary: ActivationSummary, expected: number, errors = 4): void {
  const rounding = 1e-6 * (summary.rootMeanSquare ?? 0);
  close(summary.mean, expected, errors * (summary.meanStandardError ?? 0) + rounding, "mean");
}

/** The float64 values of a run's trials cannot be had: the standard error of a variance of nearly normal numbers. */
export const varianceError = (variance: number, independent: number): number =>
  variance * Math.sqrt(2 / Math.max(1, independent - 1));

/** A report as the bytes that a file holds. */
export const bytesOf = (report: ExploreReport): string => JSON.stringify(report);
