import * as v from "valibot";
import { contradictionIn } from "./contradiction";
import { inMessage } from "./number";

/** Whether a number is finite as float32, which activations are; float64 sums may be half a step beyond the largest. */
const isFloat32 = (x: number): boolean => Number.isFinite(Math.fround(x));
const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0;

const number = (holds: (x: number) => boolean, what: string) =>
  v.pipe(
    v.number(),
    v.check(holds, ({ input }) => `this is ${inMessage(input)}, and it must be ${what}`),
  );

/** A figure in the unit of the activations. */
const float32 = number(isFloat32, "a number that is finite as float32");
/** The same, of a size. */
const size = number((x) => x >= 0 && isFloat32(x), "a number of at least 0 that is finite as float32");
/** Between two float32 of opposite signs. */
const difference = number((x) => isFloat32(x / 2), "a difference of two numbers that are finite as float32");
const ofDifference = number((x) => x >= 0 && isFloat32(x / 2), "a number of at least 0 that is finite as float32");
const variance = number((x) => x >= 0 && isFloat32(Math.sqrt(x)), "the square of a number that is finite as float32");
/** A closed form may lose its last digits, and come out below 0. */
const predictedVariance = number(
  (x) => isFloat32(Math.sqrt(Math.abs(x))),
  "the square of a number that is finite as float32",
);
/** How many. */
export const counted = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The most bins and distinct values of a mode. */
const MOST = 512;

/**
 * A list of numbers, looked through in one loop: a report has a million of them, and a schema for each would take seconds.
 */
const list = (holds: (x: number) => boolean, what: string) =>
  v.pipe(
    v.custom<number[]>(
      (value) => Array.isArray(value) && value.length <= MOST,
      ({ input }) => `this is ${inMessage(input)}, and it must be a list of at most ${MOST} numbers`,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const input: readonly unknown[] = dataset.value;
      const key = input.findIndex((x) => typeof x !== "number" || !holds(x));
      if (key === -1) return;
      const value = input[key];
      const message = `this is ${inMessage(value)}, and it must be ${what}`;
      addIssue({ message, path: [{ type: "unknown", origin: "value", input, key, value }] });
    }),
    v.transform((numbers) => numbers.slice()),
  );
const counts = list(isCount, "a whole number from 0 to 2^53");

/** Counts in bins of equal power-of-two width: bin i covers [(firstBin + i) 2^exponent, (firstBin + i + 1) 2^exponent). */
export const Histogram = v.object({
  exponent: v.pipe(v.number(), v.integer(), v.minValue(-149), v.maxValue(128)),
  firstBin: v.pipe(v.number(), v.safeInteger()),
  counts,
});
export type Histogram = v.InferOutput<typeof Histogram>;

/**
 * What one mode's activations of one layer look like, over all trials and units; see formats.md for each figure. Every number
 * is finite as float32, and those that can be counted agree with one another: nothing that is drawn or added up can then be
 * infinite or no number.
 */
export const ActivationSummary = v.pipe(
  v.object({
    count: counted,
    zeros: counted,
    mean: v.nullable(float32),
    meanStandardError: v.nullable(size),
    variance: v.nullable(variance),
    rootMeanSquare: v.nullable(size),
    min: v.nullable(float32),
    max: v.nullable(float32),
    differenceFromEval: v.optional(
      v.object({
        mean: difference,
        standardError: v.nullable(ofDifference),
        /** The noise: the root mean square of what single values differ by, trial by trial. */
        rootMeanSquare: v.optional(ofDifference),
      }),
    ),
    histogram: Histogram,
    atoms: v.optional(v.object({ values: list(isFloat32, "a number that is finite as float32"), counts })),
    nonFinite: v.optional(v.object({ nan: counted, posInf: counted, negInf: counted })),
    predicted: v.optional(
      v.object({ mean: float32, variance: predictedVariance, basis: v.picklist(["spec", "measured"]) }),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const found = dataset.typed ? contradictionIn(dataset.value) : null;
    if (found === null) return;
    const path = found.keys.map((key) => ({
      type: "unknown" as const,
      origin: "value" as const,
      input: null,
      key,
      value: null,
    }));
    addIssue({ message: found.message, path: path as [v.IssuePathItem, ...v.IssuePathItem[]] });
  }),
);
export type ActivationSummary = v.InferOutput<typeof ActivationSummary>;
