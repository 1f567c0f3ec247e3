/** Whether a contender did the whole work and came to the same: nobody is to win by doing less. */
import { BINS, fillMatrix, fillTriangular, P } from "../contenders/inputs.mjs";
import {
  expectedDropout,
  expectedNeuron,
  expectedWhole,
  type Expectations,
  type Expected,
  type Figure,
} from "./expected";
import type { WorkId } from "./works";

/** Standard errors that a result may be off: once in 10^8 by chance where they are normal. */
const SIGMAS = 6;
/** Rounding in float32, as a share of the root mean square. */
const ROUNDING = 1e-5;

interface Summary {
  readonly count: number;
  readonly zeros?: number;
  readonly mean: number;
  readonly variance: number;
  readonly histogram?: { readonly low: number; readonly width: number; readonly counts: readonly number[] };
}
type Results = Readonly<Record<string, unknown>>;

/** Gives what is wrong with the results of a work, nothing where they agree. */
export type Check = (work: WorkId, seed: number, size: number, results: Results) => string[];

/** Makes the check; what is expected of the whole exploration is measured once, where it is asked for. */
export async function checkFor(works: readonly WorkId[]): Promise<Check> {
  const ofWhole = works.includes("whole") ? await expectedWhole() : () => ({});
  return (work, seed, size, results) => {
    switch (work) {
      case "dropout":
        return [...checkAll(expectedDropout(size), results), ...checkZeros(size, results)];
      case "neuron":
        return checkAll(expectedNeuron(size), results);
      case "whole":
        return checkAll(ofWhole(size), results);
      case "gemm":
        return checkProduct(seed, size, results);
      case "histogram":
        return checkHistogram(seed, size, results);
    }
  };
}

const checkAll = (expectations: Expectations, results: Results): string[] =>
  Object.entries(expectations).flatMap(([name, expected]) => {
    const summary = results[name] as Summary | undefined;
    return summary === undefined ? [`${name} is missing`] : checkSummary(name, expected, summary);
  });

function checkSummary(name: string, expected: Expected, { count, mean, variance, histogram }: Summary): string[] {
  const { value, error } = expected.mean;
  const square = value ** 2 + expected.variance.value;
  return [
    ...(count === expected.count ? [] : [`${name}: ${count} values instead of ${expected.count}`]),
    ...off(`${name}: mean`, mean, { value, error }, ROUNDING * Math.sqrt(square)),
    ...off(`${name}: variance`, variance, expected.variance, ROUNDING * square),
    ...(histogram ? checkBins(name, count, mean, histogram) : []),
  ];
}

function off(what: string, measured: number, { value, error }: Figure, rounding: number): string[] {
  const allowed = SIGMAS * error + rounding;
  if (Math.abs(measured - value) <= allowed) return [];
  return [`${what} is ${measured}, beyond ${value} +- ${allowed}`];
}

/** The bins hold every value, and where they are: their mean is the mean within a bin's width. */
function checkBins(name: string, count: number, mean: number, bins: NonNullable<Summary["histogram"]>): string[] {
  const { low, width, counts } = bins;
  const sum = counts.reduce((all, each) => all + each, 0);
  const centre = counts.reduce((all, each, i) => all + each * (low + (i + 0.5) * width), 0) / sum;
  return [
    ...(sum === count ? [] : [`${name}: the bins hold ${sum} of ${count} values`]),
    ...(Math.abs(centre - mean) <= width ? [] : [`${name}: the bins' mean is ${centre}, the mean ${mean}`]),
  ];
}

function checkZeros(size: number, { out }: Results): string[] {
  const { zeros = NaN } = out as Summary;
  return off("out: zeros", zeros, { value: P * size, error: Math.sqrt(P * (1 - P) * size) }, 0);
}

const SIDE = 1024;

/** C = A W^T: some of its numbers and their sum, by float64. */
function checkProduct(seed: number, rows: number, results: Results): string[] {
  const { sum, samples } = results as unknown as { sum: number; samples: readonly number[] };
  const a = fillMatrix(new Float32Array(rows * SIDE), seed, 0);
  const w = fillMatrix(new Float32Array(SIDE * SIDE), seed, 1);
  // The worst rounding of 1024 products of 1/16 on average; those of many numbers add up like random ones.
  const rounding = (SIDE * SIDE) / 16 / 2 ** 24;
  const expected = (at: number): number => {
    let dot = 0;
    for (let k = 0; k < SIDE; k++) dot += a[Math.floor(at / SIDE) * SIDE + k]! * w[(at % SIDE) * SIDE + k]!;
    return dot;
  };
  const wrong = samples.flatMap((value, i) =>
    off(`number ${i * 4099}`, value, { value: expected(i * 4099), error: 0 }, rounding),
  );
  const total = { value: dotOfColumns(a, w), error: 0 };
  const enough = samples.length === Math.ceil((rows * SIDE) / 4099) ? [] : ["numbers are missing"];
  return [...enough, ...wrong.slice(0, 1), ...off("sum", sum, total, rounding * Math.sqrt(rows * SIDE))];
}

/** The sum of A W^T: the columns' sums, multiplied. */
function dotOfColumns(a: Float32Array, w: Float32Array): number {
  const columns = (x: Float32Array): Float64Array => {
    const sums = new Float64Array(SIDE);
    x.forEach((value, i) => (sums[i % SIDE]! += value));
    return sums;
  };
  const of = columns(w);
  return columns(a).reduce((sum, each, k) => sum + each * of[k]!, 0);
}

/** The values are the same for all, and so is each count. */
function checkHistogram(seed: number, size: number, results: Results): string[] {
  const x = fillTriangular(new Float32Array(size), seed);
  const counts = new Float64Array(BINS);
  let sum = 0;
  let squares = 0;
  for (const value of x) {
    counts[Math.floor((value + 1) * (BINS / 2))]! += 1;
    sum += value;
    squares += value * value;
  }
  const mean = sum / size;
  const exact = (value: number): Figure => ({ value, error: 0 });
  const summary = results["values"] as Summary;
  const { low, width, counts: own } = summary.histogram!;
  const first = Math.round((low + 1) / width);
  const same = counts.every((count, i) => count === (own[i - first] ?? 0));
  return [
    ...checkSummary(
      "values",
      { count: size, mean: exact(mean), variance: exact(squares / size - mean * mean) },
      summary,
    ),
    ...(same ? [] : ["values: counts differ"]),
  ];
}
