import {
  eachMode,
  MODES,
  type ActivationSummary,
  type Histogram,
  type LayerReport,
  type Report,
} from "../formats/index";
import { coarser } from "./statistics/bins";

/** The most bins of a mode in a notebook. */
const MOST_BINS = 128;
/** The most distinct values that all modes of all layers together keep in a notebook. */
const MOST_ATOMS = 1024;

/** Bins that a histogram has once pairs were merged `steps` times. */
const binsAfter = ({ firstBin, counts }: Histogram, steps: number): number =>
  coarser(firstBin + counts.length - 1, steps) - coarser(firstBin, steps) + 1;

/** A histogram whose pairs of bins are merged `steps` times. */
function merged({ exponent, firstBin, counts }: Histogram, steps: number): Histogram {
  if (steps === 0) return { exponent, firstBin, counts };
  if (counts.length === 0) return { exponent: exponent + steps, firstBin, counts };
  const first = coarser(firstBin, steps);
  const sums = new Array<number>(binsAfter({ exponent, firstBin, counts }, steps)).fill(0);
  counts.forEach((count, i) => (sums[coarser(firstBin + i, steps) - first]! += count));
  return { exponent: exponent + steps, firstBin: first, counts: sums };
}

/** Gives distinct values out, in order, while there is room for all of a mode's. */
class Room {
  #left = MOST_ATOMS;

  take(size: number): boolean {
    if (size > this.#left) return false;
    this.#left -= size;
    return true;
  }
}

function compactSummary({ atoms, ...summary }: ActivationSummary, steps: number, room: Room): ActivationSummary {
  const { histogram, nonFinite, predicted, ...figures } = summary;
  return {
    ...figures,
    histogram: merged(histogram, steps),
    ...(atoms !== undefined && room.take(atoms.values.length) && { atoms }),
    ...(nonFinite !== undefined && { nonFinite }),
    ...(predicted !== undefined && { predicted }),
  };
}

function compactLayer<L extends LayerReport>(layer: L, room: Room): L {
  const histograms = MODES.map((mode) => layer.modes[mode].histogram);
  let steps = 0;
  while (histograms.some((histogram) => binsAfter(histogram, steps) > MOST_BINS)) steps += 1;
  return { ...layer, modes: eachMode((mode) => compactSummary(layer.modes[mode], steps, room)) };
}

/**
 * A report as it travels in a notebook: pairs of bins merged, in all three modes of a layer alike, until each has at most
 * 128; and distinct values of each mode kept whole or not at all, up to 1,024 in all, in order of layers. Sums of counts and every other
 * figure stay as they are.
 */
export function compactReport<R extends Report>(report: R): R {
  const room = new Room();
  const layers = (report.layers as LayerReport[]).map((layer) => compactLayer(layer, room));
  return { ...report, layers };
}
