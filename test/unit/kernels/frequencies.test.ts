import assert from "node:assert/strict";
import { dropRate } from "../../../src/core/index";
import { createKernels } from "../../../src/engine/kernels/index";
import { kernelBytes } from "./support";

const kernels = createKernels(kernelBytes);
const BLOCK = 256;
/** Standard errors: a right generator exceeds them once in 150,000 tests. */
const SIGMAS = 4.5;

/** How often each of `units` units is kept in so many blocks of trials. */
function keptCounts(p: number, units: number, blocks: number): Int32Array {
  const masks = kernels.masks(dropRate(p), 2026, 0);
  const sums = kernels.maskedSums([new Float64Array(units)]);
  const keep = kernels.mask(BLOCK * units);
  for (let block = 0; block < blocks; block++) {
    masks.restart(block);
    masks.fill(keep, BLOCK * units);
    sums.take(keep, BLOCK);
  }
  return sums.kept();
}

describe("the frequencies of masks", () => {
  for (const p of [0.4, 1 / 3, 0.999]) {
    it(`agree with p = ${p} over 1.02e9 values: in all, and unit by unit by a chi-square test`, () => {
      const [units, blocks] = [1000, 4000];
      const { q } = dropRate(p);
      const trials = blocks * BLOCK;
      const variance = trials * q * (1 - q);
      const kept = keptCounts(p, units, blocks);
      const total = kept.reduce((sum, count) => sum + count, 0);
      const z = (total - units * trials * q) / Math.sqrt(units * variance);
      assert.ok(Math.abs(z) < SIGMAS, `${z} standard errors from ${q}`);
      const chi = kept.reduce((sum, count) => sum + (count - trials * q) ** 2 / variance, 0);
      assert.ok(Math.abs(chi - units) < SIGMAS * Math.sqrt(2 * units), `chi-square ${chi} with ${units} degrees`);
    });
  }
});

/** The masks of one block: 256 trials of so many units. */
function masksOf(p: number, seed: number, ordinal: number, block: number, units: number): Uint8Array {
  const masks = kernels.masks(dropRate(p), seed, ordinal);
  const keep = kernels.mask(BLOCK * units);
  masks.restart(block);
  masks.fill(keep, BLOCK * units);
  return keep.view.slice();
}

/** How far two sets of masks are from independent, in standard errors of the number that both keep. */
function dependence(a: Uint8Array, b: Uint8Array, q: number): number {
  let both = 0;
  let [keptA, keptB] = [0, 0];
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    keptA += a[i]! & 1;
    keptB += b[i]! & 1;
    both += a[i]! & b[i]! & 1;
  }
  // About the margins as they came out: their own spread is another test's.
  return (both - (keptA * keptB) / n) / (Math.sqrt(n) * q * (1 - q));
}

describe("masks are uncorrelated", () => {
  const units = 32_768;
  for (const p of [0.4, 0.5, 0.9]) {
    const { q } = dropRate(p);
    const mask = (seed: number, ordinal: number, block: number): Uint8Array => masksOf(p, seed, ordinal, block, units);
    const first = mask(0, 0, 0);
    const pairs: readonly [string, Uint8Array, Uint8Array][] = [
      ["of two layers", first, mask(0, 1, 0)],
      ["of distant layers", first, mask(0, 999, 0)],
      ["of two blocks", first, mask(0, 0, 1)],
      ["of distant blocks", first, mask(0, 0, 3_906_249)],
      ["of two seeds", first, mask(1, 0, 0)],
      ["of distant seeds", first, mask(4_294_967_295, 0, 0)],
      ["of a seed and a layer that change places", mask(1, 0, 0), mask(0, 1, 0)],
      ["of neighbouring units", first.subarray(1), first],
      ["of units that the same generator makes", first.subarray(32), first],
      ["of one trial and the next", first.subarray(units), first],
    ];
    for (const [name, a, b] of pairs) {
      it(`${name}, at p = ${p}`, () => {
        const sigmas = dependence(a, b, q);
        assert.ok(Math.abs(sigmas) < SIGMAS, `${sigmas} standard errors`);
      });
    }
  }
});
