import type { ActivationSummary, Histogram } from "../formats/index";
import type { Cell } from "./types";

/** The edges between which all but `tail` at either end of the binned values lie. */
export function quantileRange({ exponent, firstBin, counts }: Histogram, tail: number): readonly [number, number] {
  const width = 2 ** exponent;
  const beyond = counts.reduce((sum, count) => sum + count, 0) * tail;
  let low = 0;
  for (let sum = counts[0] ?? 0; sum <= beyond && low < counts.length - 1; sum += counts[low] ?? 0) low++;
  let high = counts.length - 1;
  for (let sum = counts[high] ?? 0; sum <= beyond && high > low; sum += counts[high] ?? 0) high--;
  return [(firstBin + low) * width, (firstBin + high + 1) * width];
}

/** Counts of a histogram without its exact zeros, which lie at the start of bin 0. */
function withoutZeros({ histogram, zeros }: ActivationSummary): Histogram {
  const counts = [...histogram.counts];
  const at = -histogram.firstBin;
  if (zeros > 0 && counts[at] !== undefined) counts[at] -= zeros;
  return { ...histogram, counts };
}

/** A mode's bins, zeros aside, merged to bins of 2^exponent; an exponent finer than the histogram's leaves its bins. */
export function binCells(summary: ActivationSummary, exponent: number): Cell[] {
  const { exponent: own, firstBin, counts } = withoutZeros(summary);
  const merged = Math.max(own, exponent);
  const factor = 2 ** (merged - own);
  const sums = new Map<number, number>();
  counts.forEach((count, i) => {
    const bin = Math.floor((firstBin + i) / factor);
    sums.set(bin, (sums.get(bin) ?? 0) + count);
  });
  const width = 2 ** merged;
  const scale = 2 ** (exponent - merged);
  return [...sums]
    .filter(([, count]) => count > 0)
    .map(([bin, count]) => {
      const share = count / summary.count;
      return { low: bin * width, high: (bin + 1) * width, height: share * scale, share, count };
    });
}
