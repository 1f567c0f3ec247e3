import assert from "node:assert/strict";
import type { Drawn } from "../../../src/core/random/distribution";
import { PURPOSES, type Purpose } from "../../../src/core/random/key";
import { normalOf } from "../../../src/core/reference/normal";
import { samplerOf } from "../../../src/core/reference/sample";
import { RandomStream } from "../../../src/core/reference/stream";
import { RawKernels } from "./support";

const STREAM_BYTES = 192;
const SIZES = [0, 1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 33, 100, 1000, 2047, 2048, 2049, 4097, 20_001];
const KEYS: readonly [Purpose, number, number, number][] = [
  ["weight", 0, 0, 0],
  ["bias", 1, 2, 3],
  ["input", 4_294_967_295, 49, 4_194_304],
  ["mask", 2_147_483_648, 4_294_967_295, 4_294_967_295],
  ["tie", 7, 0, 1],
];
const DRAWN: readonly Drawn[] = [
  { kind: "normal", mean: 0, std: 1 },
  { kind: "normal", mean: -3.3, std: 1e-3 },
  { kind: "normal", mean: 1e6, std: 1e-40 },
  { kind: "normal", mean: 0, std: 1e38 },
  { kind: "normal", mean: -0, std: 0 },
  { kind: "half_normal", std: 1 },
  { kind: "half_normal", std: 1e-44 },
  { kind: "uniform", low: 0, high: 1 },
  { kind: "uniform", low: -0.1, high: 0.1 },
  { kind: "uniform", low: 1, high: 1.0000001 },
  { kind: "uniform", low: -1e-44, high: 1e-44 },
  { kind: "uniform", low: -3e38, high: 3.4e38 },
  { kind: "uniform", low: 0.1, high: 0.1 },
];

/** Calls the kernel of a distribution. */
function fill(kernels: RawKernels, stream: number, out: number, count: number, drawn: Drawn): void {
  if (drawn.kind === "normal") kernels.call("fillNormal", stream, out, count, drawn.mean, drawn.std);
  else if (drawn.kind === "half_normal") kernels.call("fillHalfNormal", stream, out, count, drawn.std);
  else kernels.call("fillUniform", stream, out, count, drawn.low, drawn.high);
}

/** Numbers bit by bit: +0 and -0 differ. */
const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length).slice();

describe("random kernels", () => {
  const kernels = new RawKernels();
  const stream = kernels.allocate(STREAM_BYTES);
  const out = kernels.allocate(4 * 20_001 + 64);
  const start = ([purpose, seed, ordinal, block]: readonly [Purpose, number, number, number]) =>
    kernels.call("startStream", stream, PURPOSES.indexOf(purpose), seed | 0, ordinal | 0, block | 0);

  for (const key of KEYS) {
    it(`draw the bytes of RandomStream for ${key.join(", ")}, in pieces of any size`, () => {
      start(key);
      const specification = new RandomStream(...key);
      for (let size = 1, total = 0; total < 60_000; total += size, size = (size * 7 + 3) % 9973) {
        const expected = new Uint8Array(size);
        specification.fillBytes(expected, size);
        kernels.bytes(out, size + 64).fill(0xa5);
        kernels.call("fillBytes", stream, out, size);
        assert.deepEqual(kernels.bytes(out, size), expected);
        assert.ok(kernels.bytes(out + size, 64).every((byte) => byte === 0xa5));
      }
    });
  }

  for (const drawn of DRAWN) {
    it(`make the numbers of ${JSON.stringify(drawn)}, bit for bit, going on at any word`, () => {
      const key = ["input", 3, 1, 2] as const;
      start(key);
      const specification = new RandomStream(...key);
      const sample = samplerOf(drawn);
      for (const size of [...SIZES, ...SIZES]) {
        const expected = Float32Array.from({ length: size }, () => sample(specification.word()));
        kernels.bytes(out, 4 * size + 64).fill(0xa5);
        fill(kernels, stream, out, size, drawn);
        assert.deepEqual(bitsOf(kernels.floats(out, size)), bitsOf(expected));
        assert.ok(kernels.bytes(out + 4 * size, 64).every((byte) => byte === 0xa5));
      }
    });
  }

  it("take numbers from the next whole word where bytes were read before", () => {
    const key = ["input", 3, 1, 2] as const;
    for (const bytes of [1, 2, 3, 4, 29, 31, 32, 33]) {
      start(key);
      kernels.call("fillBytes", stream, out, bytes);
      kernels.call("fillUniform", stream, out, 9, 0, 1);
      const specification = new RandomStream(...key);
      specification.fillBytes(new Uint8Array(bytes), bytes);
      const sample = samplerOf({ kind: "uniform", low: 0, high: 1 });
      assert.deepEqual(
        kernels.floats(out, 9),
        Float32Array.from({ length: 9 }, () => sample(specification.word())),
      );
    }
  });

  it("make the normal number of every part of the distribution: the centre, its edges, both tails", () => {
    // Words are handed in by a stream whose last group they are: 32 unread bytes.
    const magnitudes = [0, 1, 2, 2 ** 30, 2 ** 31 - 1, 2 ** 31 - 2, 2 ** 31 - 100, 2 ** 31 - 1000];
    for (let i = 0; i < 3000; i++) magnitudes.push(2_140_235_000 + i, Math.floor((i / 3000) * 2 ** 31));
    // (1 - x)(1 + x) = 1/2, 1/sqrt(2) and 1/sqrt(8): where the logarithm changes its k or is near 0; and w = 16.
    for (const y of [
      0.5,
      Math.SQRT1_2,
      Math.SQRT1_2 / 2,
      Math.SQRT1_2 / 4,
      0.25,
      1 / 128,
      Math.exp(-16),
      Math.exp(-5),
    ]) {
      const middle = Math.floor(Math.sqrt(1 - y) * 2 ** 31);
      for (let i = -40; i <= 40; i++) magnitudes.push(Math.min(middle + i, 2 ** 31 - 1));
    }
    const words = magnitudes.flatMap((word) => [word, word + 2 ** 31]);
    while (words.length % 8 > 0) words.push(0);
    for (let i = 0; i < words.length; i += 8) {
      const group = words.slice(i, i + 8);
      kernels.words(stream, STREAM_BYTES / 4).fill(0);
      kernels.words(stream + 128, 1)[0] = 32;
      kernels.words(stream + 160, 8).set(group);
      kernels.call("fillNormal", stream, out, 8, 0, 1);
      assert.deepEqual(kernels.floats(out, 8), Float32Array.from(group, normalOf));
    }
  });
});
