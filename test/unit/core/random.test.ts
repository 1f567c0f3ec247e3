import assert from "node:assert/strict";
import fc from "fast-check";
import { distributionOf, momentsOf } from "../../../src/core/random/distribution";
import { PURPOSES, type Purpose } from "../../../src/core/random/key";
import { dropRate } from "../../../src/core/random/rate";
import { MaskSource } from "../../../src/core/reference/mask";
import { normalOf } from "../../../src/core/reference/normal";
import { PlainNumbers } from "../../../src/core/reference/numbers";
import { samplerOf } from "../../../src/core/reference/sample";
import { RandomStream } from "../../../src/core/reference/stream";

const M64 = (1n << 64n) - 1n;
const M32 = 0xffffffffn;
const GOLDEN = 0x9e3779b97f4a7c15n;

/** splitmix64's finaliser, as its authors write it. */
function mix(x: bigint): bigint {
  let z = ((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n) & M64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & M64;
  return z ^ (z >> 31n);
}

/** sfc32 by Chris Doty-Humphrey, on unsigned integers. */
function* sfc32(a: bigint, b: bigint, c: bigint): Generator<bigint> {
  for (let counter = 1n; ; counter++) {
    const out = (a + b + counter) & M32;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & M32;
    c = ((((c << 21n) | (c >> 11n)) & M32) + out) & M32;
    yield out;
  }
}

/** The stream of a key, written anew in BigInt: what RandomStream must equal word for word. */
function reference(purpose: Purpose, seed: number, ordinal: number, block: number, count: number): number[] {
  const outer = mix(((BigInt(PURPOSES.indexOf(purpose) + 1) << 32n) + BigInt(seed) + GOLDEN) & M64);
  let state = mix(outer ^ ((BigInt(ordinal) << 32n) | BigInt(block)));
  const seeds: bigint[] = [];
  for (let i = 0; i < 12; i++) {
    state = (state + GOLDEN) & M64;
    const word = mix(state);
    seeds.push(word & M32, word >> 32n);
  }
  const lanes = Array.from({ length: 8 }, (_, i) => sfc32(seeds[3 * i]!, seeds[3 * i + 1]!, seeds[3 * i + 2]!));
  return Array.from({ length: count }, (_, i) => Number(lanes[i % 8]!.next().value as bigint));
}

const words = (stream: RandomStream, count: number): number[] => Array.from({ length: count }, () => stream.word());
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("random streams", () => {
  it("equal splitmix64 seeding eight lanes of sfc32, word for word", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PURPOSES), uint32, uint32, uint32, (purpose, seed, ordinal, block) => {
        const stream = new RandomStream(purpose, seed, ordinal, block);
        assert.deepEqual(words(stream, 40), reference(purpose, seed, ordinal, block, 40));
      }),
      { numRuns: 60 },
    );
  });

  it("go on unbroken over the buffer's end", () => {
    assert.deepEqual(words(new RandomStream("mask", 7, 1, 2), 5000), reference("mask", 7, 1, 2, 5000));
  });

  it("give the same bytes however they are asked for, little-endian", () => {
    const whole = new Uint8Array(20_000);
    new RandomStream("mask", 1, 2, 3).fillBytes(whole, whole.length);
    assert.deepEqual(whole.slice(0, 400), new Uint8Array(Uint32Array.from(reference("mask", 1, 2, 3, 100)).buffer));
    const parts = new RandomStream("mask", 1, 2, 3);
    const pieces: number[] = [];
    for (let size = 1; pieces.length < whole.length; size = (size * 7 + 3) % 997) {
      const piece = new Uint8Array(Math.min(size, whole.length - pieces.length));
      parts.fillBytes(piece, piece.length);
      pieces.push(...piece);
    }
    assert.deepEqual(Uint8Array.from(pieces), whole);
  });

  it("are independent of each other in purpose, seed, ordinal and block", () => {
    const keys: [Purpose, number, number, number][] = [
      ["mask", 0, 0, 0],
      ["tie", 0, 0, 0],
      ["input", 0, 0, 0],
      ["mask", 1, 0, 0],
      ["mask", 0, 1, 0],
      ["mask", 0, 0, 1],
      ["mask", 0, 1, 1],
      ["mask", 2 ** 32 - 1, 0, 0],
      ["mask", 0, 0, 2 ** 22],
    ];
    const n = 40_000;
    const streams = keys.map((key) => words(new RandomStream(...key), n).map((word) => word / 2 ** 32 - 0.5));
    streams.forEach((a, i) =>
      streams.slice(i + 1).forEach((b, j) => {
        const correlation = (12 * a.reduce((sum, x, k) => sum + x * b[k]!, 0)) / n;
        assert.ok(Math.abs(correlation) < 4.5 / Math.sqrt(n), `${keys[i]!.join()} ${keys[i + 1 + j]!.join()}`);
      }),
    );
  });

  it("have uniform bytes from the first word of many blocks on", () => {
    const counts = new Float64Array(256);
    const bytes = new Uint8Array(8);
    for (let block = 0; block < 20_000; block++) {
      new RandomStream("mask", 0, 0, block).fillBytes(bytes, 8);
      for (const byte of bytes) counts[byte]! += 1;
    }
    const expected = 160_000 / 256;
    const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    assert.ok(Math.abs(chi - 255) < 4.5 * Math.sqrt(510), `chi-square ${chi} with 255 degrees of freedom`);
  });
});

/** Masks of `trials` trials, one after the other. */
function masks(p: number, seed: number, units: number, trials: number, block = 0): Uint8Array {
  const source = new MaskSource(dropRate(p), seed, 0);
  source.restart(block);
  const all = new Uint8Array(units * trials);
  source.fill({ view: all }, all.length);
  return all;
}
const kept = (mask: Uint8Array): number => mask.reduce((sum, bit) => sum + bit, 0);

describe("masks", () => {
  it("keep everything at p = 0 and nothing at p = 1, exactly", () => {
    assert.equal(kept(masks(0, 0, 1000, 256)), 256_000);
    assert.equal(kept(masks(1, 0, 1000, 256)), 0);
  });

  for (const p of [0.4, 1 / 3, 0.999, 2 ** -20, 0.5]) {
    it(`drop with probability p = ${p}, by units and by trials (chi-square)`, () => {
      const [units, trials] = [256, 4096];
      const perUnit = new Float64Array(units);
      const perTrial: number[] = [];
      for (let block = 0; block < trials / 256; block++) {
        const mask = masks(p, 3, units, 256, block);
        for (let t = 0; t < 256; t++) {
          let dropped = 0;
          for (let k = 0; k < units; k++) {
            const drop = 1 - mask[t * units + k]!;
            perUnit[k]! += drop;
            dropped += drop;
          }
          perTrial.push(dropped);
        }
      }
      const total = perTrial.reduce((sum, n) => sum + n, 0);
      const sd = Math.sqrt(units * trials * p * (1 - p));
      assert.ok(Math.abs(total - units * trials * p) < 4.5 * sd + 1, `${total} dropped`);
      if (p < 0.001) return;
      for (const [counts, n] of [
        [perUnit, trials],
        [perTrial, units],
      ] as const) {
        const chi = Array.from(counts).reduce((sum, c) => sum + (c - n * p) ** 2 / (n * p * (1 - p)), 0);
        assert.ok(Math.abs(chi - counts.length) < 4.5 * Math.sqrt(2 * counts.length) * 1.3, `chi-square ${chi}`);
      }
    });
  }

  it("are monotone in p: what is dropped at p is dropped at every larger p", () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const [low, high] = [masks(Math.min(a, b), 5, 300, 20), masks(Math.max(a, b), 5, 300, 20)];
        assert.ok(high.every((bit, i) => bit <= low[i]!));
      }),
    ));

  it("are monotone also where only the tie bits of p differ", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), uint32, uint32, (byte, x, y) => {
        const p = (low: number) => (byte * 2 ** 24 + (low >>> 8)) / 2 ** 32;
        const [low, high] = [masks(p(Math.min(x, y)), 5, 300, 20), masks(p(Math.max(x, y)), 5, 300, 20)];
        assert.ok(high.every((bit, i) => bit <= low[i]!));
      }),
    ));

  it("compare 32 bits: the byte of the mask stream, then 24 bits of the tie stream", () => {
    const [seed, units, trials] = [11, 500, 20];
    for (const p of [0.4, 1 / 3, 2 ** -32, 1 - 2 ** -32, 0.25, 0.25 + 2 ** -32]) {
      const threshold = Math.round(p * 2 ** 32);
      const bytes = new Uint8Array(units * trials);
      new RandomStream("mask", seed, 0, 0).fillBytes(bytes, bytes.length);
      const tie = new RandomStream("tie", seed, 0, 0);
      const expected = bytes.map((byte) => {
        const ties = byte === Math.floor(threshold / 2 ** 24) && threshold % 2 ** 24 !== 0;
        return byte * 2 ** 24 + (ties ? tie.word() >>> 8 : 0) >= threshold ? 1 : 0;
      });
      assert.deepEqual(masks(p, seed, units, trials), expected);
    }
  });

  it("are exact to 2^-32 where bytes tie", () => {
    // Count in the tie stream alone: P(drop | tie) = lower / 2^24.
    const n = 3_000_000;
    const p = (0x66 * 2 ** 24 + 0x666666) / 2 ** 32;
    const { threshold } = dropRate(p);
    assert.equal(threshold, 0x66666666);
    const dropped = n - kept(masks(p, 1, n / 256, 256));
    assert.ok(Math.abs(dropped - n * p) < 4.5 * Math.sqrt(n * p * (1 - p)), `${dropped} of ${n}`);
    assert.ok(Math.abs(n * (0x66 / 256) - n * p) > 4.5 * Math.sqrt(n * p * (1 - p)), "bytes alone would show");
  });

  it("of fewer trials are a prefix of those of more", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 255 }), uint32, (trials, seed) => {
        assert.deepEqual(masks(0.37, seed, 33, trials), masks(0.37, seed, 33, 256).slice(0, trials * 33));
      }),
      { numRuns: 30 },
    ));

  it("have P = round(p 2^32) / 2^32", () =>
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
        const rate = dropRate(p);
        assert.ok(Math.abs(rate.P - p) <= 2 ** -33 && Number.isInteger(rate.P * 2 ** 32));
        assert.equal(rate.q, 1 - rate.P);
        assert.equal(rate.scale, rate.q === 0 ? 0 : Math.fround(1 / rate.q));
      }),
    ));
});

/** `mpmath.sqrt(2) * mpmath.erfinv((m + 1/2) / 2**31)`, mpmath 1.3.0, mp.dps = 40; m the lower 31 bits of the word. */
const QUANTILES: readonly (readonly [number, number])[] = [
  [0, 2.9180993729166227e-10],
  [1, 8.754298118749868e-10],
  [1000, 5.8391168452064938e-7],
  [1048576, 0.00061197012361891252],
  [268435456, 0.15731068490561372],
  [1073741824, 0.67448975056242505],
  [1610612736, 1.1503493809415332],
  [1879048192, 1.5341205452991359],
  [2130706432, 2.6600674786549478],
  [2143289344, 3.097269113534186],
  [2147418112, 4.1695710622442362],
  [2147483392, 5.2950613518860919],
  [2147483632, 5.785777965471043],
  [2147483646, 6.1664295178197502],
  [2147483647, 6.3379577545537893],
  [2147483649, -8.754298118749868e-10],
  [3221225472, -0.67448975056242505],
  [4294901760, -4.1695710622442362],
  [4294967295, -6.3379577545537893],
];

describe("samples", () => {
  for (const [word, z] of QUANTILES) {
    it(`the normal number of word ${word} is mpmath's quantile within 2e-7`, () =>
      assert.ok(Math.abs(normalOf(word) / z - 1) < 2e-7, String(normalOf(word))));
  }

  it("normal numbers are symmetric and rise with the word", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 - 2 }), (m) => {
        assert.equal(normalOf(m + 2 ** 31), -normalOf(m));
        assert.ok(normalOf(m) <= normalOf(m + 1) * (1 + 1e-6));
      }),
    ));

  it("every drawn distribution has the moments of its closed form", () => {
    const n = 400_000;
    for (const distribution of [
      { kind: "normal", mean: 3, std: 2 },
      { kind: "half_normal", std: 1.5 },
      { kind: "uniform", low: -2, high: 5 },
    ] as const) {
      const values = new Float32Array(n);
      new PlainNumbers(distribution, { purpose: "input", seed: 0, ordinal: 0 }).fill({ view: values }, n);
      const { mean, variance } = momentsOf(distribution);
      const measured = values.reduce((sum, x) => sum + x, 0) / n;
      const spread = values.reduce((sum, x) => sum + (x - measured) ** 2, 0) / n;
      assert.ok(Math.abs(measured - mean) < 4.5 * Math.sqrt(variance / n), distribution.kind);
      assert.ok(Math.abs(spread - variance) < 4.5 * variance * Math.sqrt(2 / n) * 1.5, distribution.kind);
    }
  });

  it("half-normal numbers are never negative", () => {
    const sample = samplerOf({ kind: "half_normal", std: 1 });
    fc.assert(fc.property(uint32, (word) => sample(word) >= 0));
  });

  it("uniform numbers lie in [low, high) of float32, at every edge", () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(float, float, fc.oneof(uint32, fc.constantFrom(0, 2 ** 32 - 1)), (a, b, word) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const x = samplerOf({ kind: "uniform", low, high })(word);
        assert.ok(x === Math.fround(x) && (low === high ? x === low : x >= low && x < high), String(x));
      }),
    );
  });

  it("a uniform number that rounding lifts to high is low", () => {
    const high = 1 + 2 ** -23;
    assert.equal(samplerOf({ kind: "uniform", low: 1, high })(2 ** 32 - 1), 1);
  });

  it("initializers have PyTorch's bounds", () => {
    const bound = 1 / Math.sqrt(50);
    assert.deepEqual(distributionOf(undefined, 50, 20), { kind: "uniform", low: -bound, high: bound });
    const kaiming = distributionOf({ kind: "kaiming_uniform", gain: Math.SQRT2 }, 50, 20);
    assert.deepEqual(kaiming, { kind: "uniform", low: -Math.sqrt(6 / 50), high: Math.sqrt(6 / 50) });
    assert.deepEqual(distributionOf({ kind: "kaiming_normal", gain: 3 }, 36, 20), {
      kind: "normal",
      mean: 0,
      std: 0.5,
    });
    const xavier = distributionOf({ kind: "xavier_uniform", gain: 2 }, 50, 100);
    assert.deepEqual(xavier, { kind: "uniform", low: -2 * Math.sqrt(6 / 150), high: 2 * Math.sqrt(6 / 150) });
    const glorot = distributionOf({ kind: "xavier_normal", gain: 1 }, 50, 150);
    assert.deepEqual(glorot, { kind: "normal", mean: 0, std: 0.1 });
  });
});
