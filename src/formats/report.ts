import * as v from "valibot";
import { ReportError, pathOf } from "./issue";
import { LIMITS } from "./limits";
import { inMessage } from "./number";
import { said } from "./said";
import { ReportSpec } from "./spec";

const NO_REPORT = 'A report is an object with "version", "kind", "runs" and "layers"';

const finite = v.pipe(v.number(), v.finite());
const counted = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seed));

/** Counts in bins of equal power-of-two width: bin i covers [(firstBin + i) 2^exponent, (firstBin + i + 1) 2^exponent). */
export const Histogram = v.object({
  exponent: v.pipe(v.number(), v.integer(), v.minValue(-149), v.maxValue(128)),
  firstBin: v.pipe(v.number(), v.safeInteger()),
  counts: v.pipe(v.array(counted), v.maxLength(512)),
});
export type Histogram = v.InferOutput<typeof Histogram>;

/** What one mode's activations of one layer look like, over all trials and units; see formats.md for each figure. */
export const ActivationSummary = v.object({
  count: counted,
  zeros: counted,
  mean: v.nullable(finite),
  meanStandardError: v.nullable(finite),
  variance: v.nullable(finite),
  rootMeanSquare: v.nullable(finite),
  min: v.nullable(finite),
  max: v.nullable(finite),
  differenceFromEval: v.optional(v.object({ mean: finite, standardError: v.nullable(finite) })),
  histogram: Histogram,
  atoms: v.optional(
    v.pipe(
      v.object({ values: v.pipe(v.array(finite), v.maxLength(512)), counts: v.array(counted) }),
      v.check(({ values, counts }) => values.length === counts.length, "atoms need one count for each value"),
    ),
  ),
  nonFinite: v.optional(v.object({ nan: counted, posInf: counted, negInf: counted })),
  predicted: v.optional(v.object({ mean: finite, variance: finite, basis: v.picklist(["spec", "measured"]) })),
});
export type ActivationSummary = v.InferOutput<typeof ActivationSummary>;

/** The three modes, in the order of a report's keys. */
export const MODES = ["train", "eval", "unscaledTrain"] as const;
export type Mode = (typeof MODES)[number];

const layerReport = {
  /** "0", "1", … as in nn.Sequential. */
  name: v.string(),
  /** PyTorch notation. */
  label: v.string(),
  kind: v.string(),
  /** Null where it varies (probe reports only). */
  units: v.nullable(positive),
  modes: v.object({ train: ActivationSummary, eval: ActivationSummary, unscaledTrain: ActivationSummary }),
};
/** One layer's output in the three modes. */
export const LayerReport = v.object(layerReport);
export type LayerReport = v.InferOutput<typeof LayerReport>;

/** What `explore` measured. */
export const ExploreReport = v.object({
  version: v.literal(1),
  kind: v.literal("explore"),
  spec: ReportSpec,
  runs: v.pipe(v.array(v.object({ seed, trials: positive })), v.minLength(1)),
  layers: v.pipe(v.array(LayerReport), v.minLength(1)),
});
export type ExploreReport = v.InferOutput<typeof ExploreReport>;

/** What the probe measured in a real model. */
export const ProbeReport = v.object({
  version: v.literal(1),
  kind: v.literal("probe"),
  model: v.string(),
  runs: v.array(v.object({ seed, firstBatch: counted, stride: positive, batches: counted, passes: positive })),
  layers: v.array(
    v.object({
      ...layerReport,
      role: v.picklist(["dropout", "consumer", "output"]),
      shape: v.nullable(v.array(v.nullable(counted))),
      /** A dropout that drops in evaluation too: what enters it cannot be told from its eval. */
      activeInEval: v.optional(v.literal(true)),
    }),
  ),
  notes: v.array(v.string()),
});
export type ProbeReport = v.InferOutput<typeof ProbeReport>;

const Report = v.variant("kind", [ExploreReport, ProbeReport], ({ path, input }) =>
  path
    ? `this is ${input === undefined ? "missing" : inMessage(input)}, and a report is of kind "explore" or "probe"`
    : NO_REPORT,
);
export type Report = v.InferOutput<typeof Report>;

/**
 * Reads a report of either kind; keys it does not know are left out.
 *
 * @param value JSON as parsed, from a file, a notebook or a message.
 * @throws {ReportError} that says where it is broken, or that it is of a newer version.
 */
export function parseReport(value: unknown): Report {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ReportError(NO_REPORT);
  const version: unknown = "version" in value ? value.version : undefined;
  if (typeof version === "number" && version > 1) {
    throw new ReportError(
      `This report is of version ${version}, and this Dropout Explorer reads version 1: update the extension`,
      "",
      true,
    );
  }
  const result = v.safeParse(Report, value);
  if (result.success) {
    const report = result.output;
    if (report.kind === "explore" && report.layers.length !== report.spec.layers.length) {
      throw new ReportError(
        `needs one entry for each of the ${report.spec.layers.length} layers of its spec`,
        "layers",
      );
    }
    return report;
  }
  const [issue] = result.issues;
  const path = pathOf((issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key))));
  throw new ReportError(said(issue), path);
}
