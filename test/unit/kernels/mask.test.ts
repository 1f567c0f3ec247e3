import assert from "node:assert/strict";
import { PURPOSES } from "../../../src/core/random/key";
import { dropRate } from "../../../src/core/random/rate";
import { MaskSource } from "../../../src/core/reference/mask";
import { RawKernels } from "./support";

const STREAM_BYTES = 192;
const SIZES = [0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 32, 33, 63, 100, 1000, 4097, 8191, 8192, 8193, 30_001];
const RATES = [
  0,
  2 ** -32,
  2 ** -24,
  1 / 256,
  1 / 256 + 2 ** -32,
  1 / 256 - 2 ** -32,
  0.1,
  1 / 3,
  0.4,
  0.41,
  0.5,
  0.5 + 2 ** -32,
  127 / 256,
  129 / 256,
  255 / 256,
  255 / 256 + 2 ** -32,
  0.999,
  1 - 2 ** -24,
  1 - 2 ** -32,
  1,
];

describe("mask kernel", () => {
  const kernels = new RawKernels();
  const mask = kernels.allocate(STREAM_BYTES);
  const tie = kernels.allocate(STREAM_BYTES);
  const keep = kernels.allocate(30_001 + 64);
  const restart = (seed: number, ordinal: number, block: number): void => {
    kernels.call("startStream", mask, PURPOSES.indexOf("mask"), seed | 0, ordinal, block);
    kernels.call("startStream", tie, PURPOSES.indexOf("tie"), seed | 0, ordinal, block);
  };
  const fill = (p: number, count: number): Uint8Array => {
    const { threshold } = dropRate(p);
    kernels.call("fillMask", mask, tie, keep, count, Math.floor(threshold / 2 ** 24), threshold % 2 ** 24);
    return kernels.bytes(keep, count);
  };

  for (const p of RATES) {
    it(`keeps and drops at p = ${p} what MaskSource does, going on at any position`, () => {
      for (const [seed, block] of [
        [0, 0],
        [4_294_967_295, 12],
      ] as const) {
        const specification = new MaskSource(dropRate(p), seed, 2);
        specification.restart(block);
        restart(seed, 2, block);
        for (const size of [...SIZES, ...SIZES]) {
          const view = new Uint8Array(size);
          specification.fill({ view }, size);
          kernels.bytes(keep, size + 64).fill(0xa5);
          assert.deepEqual(
            fill(p, size),
            view.map((bit) => (bit === 1 ? 0xff : 0)),
          );
          assert.ok(kernels.bytes(keep + size, 64).every((byte) => byte === 0xa5));
        }
      }
    });
  }

  it("dropout makes the same masks, goes on where they end, and leaves what they keep", () => {
    const most = 4097;
    const [x, out] = [kernels.allocate(4 * most + 64), kernels.allocate(4 * most + 64)];
    const values = Float32Array.from({ length: most }, (_, i) => (i % 7 === 0 ? Infinity : Math.sin(i)));
    kernels.floats(x, most).set(values);
    const { threshold, scale } = dropRate(0.4);
    const parts = [Math.floor(threshold / 2 ** 24), threshold % 2 ** 24] as const;
    const specification = new MaskSource(dropRate(0.4), 8, 1);
    restart(8, 1, 0);
    for (const size of [0, 1, 31, 511, 512, 513, 1000, 1024, 3, most]) {
      const view = new Uint8Array(size);
      specification.fill({ view }, size);
      kernels.bytes(out, 4 * size + 64).fill(0xa5);
      kernels.call("dropout", mask, tie, keep, size, ...parts, x, out, scale);
      assert.deepEqual(
        kernels.bytes(keep, size),
        view.map((bit) => -bit),
      );
      assert.deepEqual(
        kernels.floats(out, size),
        values.subarray(0, size).map((value, i) => (view[i] === 1 ? value * scale : 0)),
      );
      assert.ok(kernels.bytes(out + 4 * size, 64).every((byte) => byte === 0xa5));
    }
  });

  it("gives the same masks in one call and trial by trial", () => {
    restart(5, 0, 1);
    const whole = fill(0.4, 25_600).slice();
    restart(5, 0, 1);
    for (let t = 0; t < 256; t++) assert.deepEqual(fill(0.4, 100), whole.subarray(100 * t, 100 * (t + 1)));
  });

  it("is monotone in p: what is dropped at .40 is dropped at .41", () => {
    restart(9, 0, 0);
    const lower = fill(0.4, 30_000).slice();
    restart(9, 0, 0);
    const higher = fill(0.41, 30_000);
    assert.ok(higher.every((bits, i) => (bits & ~lower[i]!) === 0));
    const changed = higher.reduce((count, bits, i) => count + +(bits !== lower[i]), 0);
    assert.ok(Math.abs(changed - 300) < 4.5 * Math.sqrt(300), `${changed} of 30,000 changed`);
  });
});
