/** The works of one thread on anything that implements the kernels: WebAssembly, or its specification. */
import { dropRate, type Floats, type Kernels } from "../../../src/core/index";
import { BLOCK_NUMBERS } from "../../../src/core/run/kernels";
import { histogramOf } from "../../../src/core/statistics/tally";
import { BINS, fillActivations, fillMatrix, fillTriangular, momentsOf, P, productResults } from "./inputs.mjs";
import type { Work } from "./protocol.mjs";

/** Values of one call: 256 trials of 512 units. */
const TRIALS = 256;
const UNITS = 512;
const SIDE = 1024;

/** C = A W^T with the packing of W, as libraries have it. */
export function gemm(kernels: Kernels): Work {
  const a = kernels.floats(SIDE * SIDE);
  const w = kernels.floats(SIDE * SIDE);
  const c = kernels.floats(SIDE * SIDE);
  const product = kernels.product(SIDE, SIDE);
  return async ({ seed, size, timed }) => {
    fillMatrix(a.view, seed, 0);
    fillMatrix(w.view, seed, 1);
    await timed(() => {
      product.setRows(w, SIDE, 0);
      product.multiply(a, size, null, c);
    });
    return productResults(c.view.subarray(0, size * SIDE));
  };
}

/** Mean, variance and histogram in one pass, as a layer is recorded. */
export function histogram(kernels: Kernels, most: number): Work {
  const x = kernels.floats(most);
  const means = kernels.doubles(TRIALS);
  const recorder = kernels.recorder();
  const block = new Float64Array(BLOCK_NUMBERS);
  return async ({ seed, size, timed }) => {
    fillTriangular(x.view.subarray(0, size), seed);
    const { moments, counts } = await timed(() => {
      recorder.restart();
      const moments = { count: 0, mean: 0, m2: 0 };
      for (let at = 0; at < size; at += TRIALS * UNITS) {
        // The last call has what is left, as trials of one unit.
        const left = size - at;
        const shape = left < TRIALS * UNITS ? { trials: 1, units: left } : { trials: TRIALS, units: UNITS };
        recorder.add({ view: x.view.subarray(at) }, shape, means, null);
        recorder.block(block, 0);
        pool(moments, block);
        recorder.nextBlock();
      }
      return { moments, counts: histogramOf(recorder.counts(), -8) };
    });
    const width = 2 / BINS;
    return {
      values: {
        count: size,
        mean: moments.mean,
        variance: moments.m2 / moments.count,
        histogram: { low: counts.firstBin * width, width, counts: counts.counts },
      },
    };
  };
}

/** Adds the moments of a block, which come first of its numbers. */
function pool(to: { count: number; mean: number; m2: number }, [n = 0, mean = 0, m2 = 0]: Float64Array): void {
  const count = to.count + n;
  const delta = mean - to.mean;
  to.m2 += m2 + (delta * delta * to.count * n) / count;
  to.mean += (delta * n) / count;
  to.count = count;
}

/** Dropout as a layer's run has it: masks, and what training makes of x, in one pass; by pieces of 256 trials. */
export function dropout(kernels: Kernels, most: number): Work {
  const piece = TRIALS * UNITS;
  const x = kernels.floats(most);
  const out = kernels.floats(most);
  const keep = kernels.mask(piece);
  const rate = dropRate(P);
  fillActivations(x.view);
  return async ({ seed, size, timed }) => {
    await timed(() => {
      const masks = kernels.masks(rate, seed, 0);
      for (let at = 0; at < size; at += piece) {
        masks.restart(at / piece);
        const [from, to] = [x, out].map(({ view }) => ({ view: view.subarray(at) })) as [Floats, Floats];
        masks.dropout(keep, from, to, Math.min(piece, size - at));
      }
    });
    return { out: momentsOf(out.view.subarray(0, size)) };
  };
}
