import { walk, type ReportSpec } from "../formats/index";

/** Workers to use on a machine with so many processors: one is left to the interface. */
export const workersFor = (processors: number): number =>
  Math.max(1, Math.min(8, processors > 2 ? processors - 1 : processors));

/** Weights from which on one worker runs a network alone. */
const ALONE_FROM = 2 ** 24;
/** Weights that all workers together hold at most, unless one holds more by itself: as many as the largest spec has. */
const MOST_WEIGHTS = 2 ** 26;

/**
 * How many of `most` workers share the trials of a network. Workers share no memory, so each holds every weight twice, as
 * drawn and as laid out for the product: 8 bytes a weight. That no crew holds more than one worker does for the largest
 * network, half a gigabyte, is worth more than speed: the trials of networks so large are slow for want of memory bandwidth.
 */
export function workersSharing(spec: Pick<ReportSpec, "input" | "layers">, most: number): number {
  const { weights } = walk(spec);
  if (weights >= ALONE_FROM) return 1;
  return Math.min(most, Math.floor(MOST_WEIGHTS / Math.max(1, weights)));
}
