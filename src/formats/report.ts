import * as v from "valibot";
import { ReportError, pathOf } from "./issue";
import { LIMITS } from "./limits";
import { grouped, inMessage } from "./number";
import { said } from "./said";
import { ReportSpec } from "./spec";
import { ActivationSummary, counted } from "./summary";
import { NEWEST_VERSION, SpecVersion, tooNew } from "./version";
import { walk } from "./walk";

const NO_REPORT = 'A report is an object with "version", "kind", "runs" and "layers"';

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const seed = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.seed));

/** The three modes, in the order of a report's keys. */
export const MODES = ["train", "eval", "unscaledTrain"] as const;
export type Mode = (typeof MODES)[number];

/** A value for each mode, in the order of a report's keys. */
export const eachMode = <T>(of: (mode: Mode) => T): Record<Mode, T> => ({
  train: of("train"),
  eval: of("eval"),
  unscaledTrain: of("unscaledTrain"),
});

const layerReport = {
  /** "0", "1", … as in nn.Sequential. */
  name: v.string(),
  /** PyTorch notation. */
  label: v.string(),
  kind: v.string(),
  /** Null where it varies (probe reports only). */
  units: v.nullable(positive),
  /** Which of the two says scale here; null where none does. Decided by core; absent in reports of older versions. */
  scale: v.optional(v.nullable(v.picklist(["mean", "rootMeanSquare"]))),
  modes: v.object({ train: ActivationSummary, eval: ActivationSummary, unscaledTrain: ActivationSummary }),
};
/** One layer's output in the three modes. */
export const LayerReport = v.object(layerReport);
export type LayerReport = v.InferOutput<typeof LayerReport>;

/** What `explore` measured. */
export const ExploreReport = v.object({
  /** That of its spec. */
  version: SpecVersion,
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

/** More layers than a model has of which anybody looks at each. */
const MOST_LAYERS = 10_000;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Refuses a list of layers for its length, before any of them is looked at: a million would take all memory. */
function refuseTooMany(layers: unknown, most: number, path: string): void {
  if (!Array.isArray(layers) || layers.length <= most) return;
  throw new ReportError(`this list has ${grouped(layers.length)} layers, and at most ${grouped(most)} are shown`, path);
}

/** Refuses an experiment's report whose layers are not those of its spec, each once; it may measure more of a layer. */
function refuseOtherLayers({ spec, layers }: ExploreReport): void {
  const names = new Set<string>();
  layers.forEach(({ name }, index) => {
    if (names.has(name)) throw new ReportError(`another layer is named ${inMessage(name)}`, `layers[${index}].name`);
    names.add(name);
  });
  const missing = walk(spec).nodes.find(({ name }) => !names.has(name));
  if (missing) throw new ReportError(`has no layer ${inMessage(missing.name)}, which its spec has`, "layers");
}

/** The layer of a name; undefined where a report has none. */
export const layerNamed = <L extends LayerReport>({ layers }: { readonly layers: readonly L[] }, name: string) =>
  layers.find((layer) => layer.name === name);

/** The layers of an experiment's report by their names. */
export const layersByName = ({ layers }: ExploreReport): ReadonlyMap<string, LayerReport> =>
  new Map(layers.map((layer) => [layer.name, layer]));

/**
 * Reads a report of either kind; keys it does not know are left out.
 *
 * @param value JSON as parsed, from a file, a notebook or a message.
 * @throws {ReportError} that says where it is broken, or that it is of a newer version.
 */
export function parseReport(value: unknown): Report {
  if (!isObject(value)) throw new ReportError(NO_REPORT);
  const version = value["version"];
  if (typeof version === "number" && version > NEWEST_VERSION) {
    throw new ReportError(tooNew("report", version), "", true);
  }
  refuseTooMany(value["layers"], MOST_LAYERS, "layers");
  if (isObject(value["spec"])) refuseTooMany(value["spec"]["layers"], LIMITS.layers, "spec.layers");
  const result = v.safeParse(Report, value, { abortEarly: true });
  if (result.success) {
    const report = result.output;
    if (report.kind === "explore") refuseOtherLayers(report);
    return report;
  }
  const [issue] = result.issues;
  const path = pathOf((issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key))));
  throw new ReportError(said(issue), path);
}
