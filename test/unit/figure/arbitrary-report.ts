import fc from "fast-check";
import {
  MODES,
  parseReport,
  ReportError,
  type ActivationSummary,
  type ExploreReport,
  type LayerReport,
  type LayerSpec,
  type Mode,
  type ProbeReport,
  type Report,
} from "../../../src/formats/index";
import { layerOf, reportOf, summaryOf } from "./reports";

const MAX = 3.4028234663852886e38;
/** What float32 has at its ends, and what lies close together far from 0. */
const EXTREMES = [0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -126, MAX, -MAX, MAX / 2, 16777216, 16777217, 5e-324, 0.1];

const extreme = fc.oneof(fc.constantFrom(...EXTREMES), fc.float({ noNaN: true, noDefaultInfinity: true }));
/** A few values of the same size, so close that float32 hardly tells them apart. */
const close = fc
  .tuple(fc.constantFrom(1, 1e-30, 1e30, -7), fc.array(fc.nat(600), { minLength: 1, maxLength: 600 }))
  .map(([scale, steps]) => steps.map((step) => Math.fround(scale * (1 + step * 2 ** -23))));
const values = fc.oneof(fc.array(extreme, { minLength: 1, maxLength: 12 }), close);
const count = fc.constantFrom(1, 2, 30, 1e6, 2 ** 40);

/** A mode without values. */
export const NOTHING: ActivationSummary = {
  count: 0,
  zeros: 0,
  mean: null,
  meanStandardError: null,
  variance: null,
  rootMeanSquare: null,
  min: null,
  max: null,
  histogram: { exponent: -149, firstBin: 0, counts: [] },
};

/** A summary of extreme values, with the rest that a report may have or not; of nothing finite now and then. */
const summary: fc.Arbitrary<ActivationSummary> = fc
  .record({
    values,
    count,
    trials: fc.constantFrom(1, 2, 1000),
    none: fc.nat(12).map((n) => n === 0),
    atoms: fc.boolean(),
    nonFinite: fc.option(fc.record({ nan: fc.nat(3), posInf: fc.nat(3), negInf: fc.nat(3) })),
    predicted: fc.option(extreme),
  })
  .map(({ values: drawn, count: each, trials, none, atoms: keeps, nonFinite, predicted }) => {
    const distinct = [...new Set(drawn.map((value) => value + 0))];
    const whole = none
      ? NOTHING
      : summaryOf(
          distinct.map((value): [number, number] => [value, each]),
          trials,
        );
    const { atoms, ...figures } = whole;
    const strange = nonFinite ? nonFinite.nan + nonFinite.posInf + nonFinite.negInf : 0;
    return {
      ...figures,
      count: figures.count + strange,
      ...(keeps && atoms && { atoms }),
      ...(nonFinite && { nonFinite, meanStandardError: null }),
      ...(predicted !== null &&
        !nonFinite && { predicted: { mean: predicted, variance: 0, basis: "measured" as const } }),
    };
  });

const SPECS: readonly LayerSpec[] = [
  { kind: "dropout", p: 0.4 },
  { kind: "dropout", p: 1 },
  { kind: "relu" },
  { kind: "linear", units: 1 },
  { kind: "linear", units: 7 },
];
const LABELS = { dropout: "Dropout(p=0.4)", relu: "ReLU()", linear: "Linear(4, 1)" } as Record<string, string>;

const layer = (kind: string): fc.Arbitrary<LayerReport> =>
  fc
    .record({ train: summary, eval: summary, unscaledTrain: summary, units: fc.constantFrom(1, 7, 65536) })
    .map(({ units, ...modes }) => layerOf(LABELS[kind]!, kind, units, modes));

/** Reports of experiments that are valid, whatever their numbers. */
export const exploreReports: fc.Arbitrary<ExploreReport> = fc
  .array(fc.constantFrom(...SPECS), { minLength: 1, maxLength: 3 })
  .chain((specs) =>
    fc
      .tuple(fc.constantFrom(1, 3, 1000), ...specs.map(({ kind }) => layer(kind)))
      .map(([trials, ...layers]) => reportOf(4, specs, layers, trials)),
  );

/** The same numbers as if they had been measured in a real model. */
export const probeReports: fc.Arbitrary<ProbeReport> = exploreReports.map(({ layers }) => ({
  version: 1,
  kind: "probe",
  model: "Net",
  runs: [{ seed: 0, firstBatch: 0, stride: 1, batches: 2, passes: 1 }],
  layers: layers.map((each) => ({ ...each, role: each.kind === "dropout" ? "dropout" : "output", shape: null })),
  notes: [],
}));

const NUMBERS = [
  0,
  1,
  -1,
  0.5,
  1e-300,
  5e-324,
  1e300,
  1e308,
  -1e308,
  MAX,
  -MAX,
  2 ** 53 - 1,
  -(2 ** 53 - 1),
  -149,
  128,
];
const PLACES = [
  "count",
  "zeros",
  "mean",
  "meanStandardError",
  "variance",
  "rootMeanSquare",
  "min",
  "max",
  "difference",
  "differenceError",
  "exponent",
  "firstBin",
  "bin",
  "atom",
  "trials",
] as const;

/** One number of a report replaced by another, as a broken file may have it. */
interface Change {
  readonly layer: number;
  readonly mode: Mode;
  readonly place: (typeof PLACES)[number];
  readonly value: number | null;
}
const change: fc.Arbitrary<Change> = fc.record({
  layer: fc.nat(),
  mode: fc.constantFrom(...MODES),
  place: fc.constantFrom(...PLACES),
  value: fc.oneof(fc.constantFrom(...NUMBERS, null), fc.double({ noNaN: true })),
});

function changed<R extends Report>(report: R, { layer: at, mode, place, value }: Change): R {
  const copy = structuredClone(report);
  const own = copy.layers[at % copy.layers.length]!.modes[mode];
  const put = (where: object | undefined, key: string | number): void => {
    if (where) Object.assign(where, { [key]: value });
  };
  if (place === "difference") put(own.differenceFromEval, "mean");
  else if (place === "differenceError") put(own.differenceFromEval, "standardError");
  else if (place === "exponent" || place === "firstBin") put(own.histogram, place);
  else if (place === "bin") put(own.histogram.counts, 0);
  else if (place === "atom") put(own.atoms?.values, 0);
  else if (place === "trials") put(copy.runs[0], copy.kind === "explore" ? "trials" : "batches");
  else put(own, place);
  return copy;
}

/** Reports of which some numbers were replaced by any others, as far as `parseReport` takes them. */
export const changedReports = <R extends Report>(reports: fc.Arbitrary<R>): fc.Arbitrary<R> =>
  fc.tuple(reports, fc.array(change, { maxLength: 3 })).map(([report, changes]) => {
    // One after the other: what is refused is not changed, so that the next change has its chance.
    return changes.reduce((last, each) => accepted(changed(last, each)) ?? last, report);
  });

/** A report as it is read; null where it is refused. */
export function accepted<R extends Report>(report: R): R | null {
  try {
    return parseReport(structuredClone(report)) as R;
  } catch (error) {
    if (error instanceof ReportError) return null;
    throw error;
  }
}
