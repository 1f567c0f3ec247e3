import { grouped } from "./number";

/** The figures of a summary that can be told from one another. */
export interface Figures {
  readonly count: number;
  readonly zeros: number;
  readonly mean: number | null;
  readonly variance: number | null;
  readonly rootMeanSquare: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly histogram: { readonly exponent: number; readonly firstBin: number; readonly counts: readonly number[] };
  readonly atoms?: { readonly values: readonly number[]; readonly counts: readonly number[] } | undefined;
  readonly nonFinite?: { readonly nan: number; readonly posInf: number; readonly negInf: number } | undefined;
}

/** A place in a summary, and why what stands there cannot be. */
export interface Contradiction {
  readonly keys: readonly [string, ...string[]];
  readonly message: string;
}

const MOMENTS = ["mean", "variance", "rootMeanSquare", "min", "max"] as const;

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** 2^k, exactly. */
function powerOfTwo(k: number): number {
  let power = 1;
  for (let i = 0; i < Math.abs(k); i++) power *= k < 0 ? 0.5 : 2;
  return power;
}

/** The bin of x, where `perBin` is a power of two; a negative number stays left of 0 also where the product is 0. */
const binOf = (x: number, perBin: number): number => Math.min(Math.floor(x * perBin), x < 0 ? -1 : Infinity);

/** What cannot be in a summary's counts and extremes, all of which are exact: the first such place, or null. */
export function contradictionIn(summary: Figures): Contradiction | null {
  const { nan, posInf, negInf } = summary.nonFinite ?? { nan: 0, posInf: 0, negInf: 0 };
  const finite = summary.count - nan - posInf - negInf;
  if (finite < 0) return { keys: ["nonFinite"], message: "more values are not finite than there are values" };
  return inMoments(summary, finite) ?? inHistogram(summary, finite) ?? inAtoms(summary, finite);
}

function inMoments(summary: Figures, finite: number): Contradiction | null {
  if (summary.zeros > finite) {
    const message = `this is ${grouped(summary.zeros)}, and only ${grouped(finite)} values are finite`;
    return { keys: ["zeros"], message };
  }
  const key = MOMENTS.find((name) => (summary[name] === null) !== (finite === 0));
  if (key !== undefined) {
    const message =
      finite === 0 ? "must be null, since no value is finite" : "must be a number, since values are finite";
    return { keys: [key], message };
  }
  const { mean, variance, min, max } = summary;
  if (mean !== null && variance !== null && !Number.isFinite(Math.fround(Math.sqrt(mean * mean + variance)))) {
    return { keys: ["variance"], message: "with this mean, the root mean square is not finite as float32" };
  }
  if (min !== null && max !== null && min > max) {
    return { keys: ["min"], message: "the minimum is above the maximum" };
  }
  return amongMoments(summary);
}

/** What a mean may lie beyond the extremes, and a root mean square off what follows from the others, by rounding: a share. */
const ROUNDING = 1e-3;

/** Moments that cannot be those of the same values. */
function amongMoments({ mean, variance, rootMeanSquare, min, max }: Figures): Contradiction | null {
  if (mean === null || variance === null || rootMeanSquare === null || min === null || max === null) return null;
  const room = ROUNDING * Math.max(Math.abs(min), Math.abs(max));
  if (mean < min - room || mean > max + room) {
    return { keys: ["mean"], message: "the mean is not between the minimum and the maximum" };
  }
  const expected = Math.sqrt(mean * mean + variance);
  return Math.abs(rootMeanSquare - expected) > ROUNDING * expected
    ? { keys: ["rootMeanSquare"], message: "this is not the square root of mean^2 + variance" }
    : null;
}

function inHistogram({ histogram, zeros, min, max }: Figures, finite: number): Contradiction | null {
  const { exponent, firstBin, counts } = histogram;
  if (sum(counts) !== finite) {
    const message = `these add up to ${sum(counts)}, and ${finite} values are finite`;
    return { keys: ["histogram", "counts"], message };
  }
  if (min === null || max === null) {
    return counts.length === 0
      ? null
      : { keys: ["histogram", "counts"], message: "must be empty, since no value is finite" };
  }
  const perBin = powerOfTwo(-exponent);
  if (counts[0] === 0 || firstBin !== binOf(min, perBin)) {
    return { keys: ["histogram", "firstBin"], message: `the minimum, ${min}, is not in the first bin` };
  }
  if (counts.at(-1) === 0 || firstBin + counts.length - 1 !== binOf(max, perBin)) {
    return { keys: ["histogram", "counts"], message: `the maximum, ${max}, is not in the last bin` };
  }
  if (zeros > 0 && !(zeros <= (counts[-firstBin] ?? 0))) {
    return { keys: ["zeros"], message: "the bin of 0 holds fewer values than are zero" };
  }
  return null;
}

function inAtoms({ atoms, zeros, min, max }: Figures, finite: number): Contradiction | null {
  if (atoms === undefined) return null;
  const { values, counts } = atoms;
  if (values.length !== counts.length) return { keys: ["atoms"], message: "atoms need one count for each value" };
  if (sum(counts) !== finite || counts.includes(0)) {
    return {
      keys: ["atoms", "counts"],
      message: `each is at least 1, and together they are the ${finite} finite values`,
    };
  }
  const rising = values.every((value, i) => i === 0 || value > (values[i - 1] ?? value));
  if (!rising || (values[0] ?? null) !== min || (values.at(-1) ?? null) !== max) {
    return { keys: ["atoms", "values"], message: "distinct values rise from the minimum to the maximum" };
  }
  const zero = counts[values.indexOf(0)] ?? 0;
  return zero === zeros ? null : { keys: ["atoms", "counts"], message: `${zero} values are 0, and zeros is ${zeros}` };
}
