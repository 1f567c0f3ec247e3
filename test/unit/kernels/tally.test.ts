import assert from "node:assert/strict";
import { powerOfTwo } from "../../../src/core/bits";
import { Atoms, MOST_ATOMS } from "../../../src/core/statistics/atoms";
import { Bins } from "../../../src/core/statistics/bins";
import { RawKernels } from "./support";

const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 100, 1000, 4097, 30_001];
const MOST = 30_001;

/** Uniform numbers in [0, 1); deterministic. */
function uniform(seed: number): () => number {
  let word = seed >>> 0;
  return () => (word = (Math.imul(word, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

const edges = [0, -0, 1e-45, -1e-45, 1.1754942e-38, -1.1754942e-38];
/** Kinds of values: u is uniform in [0, 1), `next` gives more of them. */
const KINDS: Record<string, (u: number, next: () => number) => number> = {
  "of both signs": (u) => u - 0.5,
  "after a ReLU and a dropout": (u, next) => (u < 0.5 ? 0 : next()),
  "below zero, with zeros of both signs": (u) => (u < 0.2 ? 0 : u < 0.4 ? -0 : -u),
  "far from zero": (u) => 1e6 + (u - 0.5) * Math.sqrt(12),
  "with the least denormals among large ones": (u, next) => edges[Math.floor(u * 20)] ?? (next() - 0.5) * 1e5,
  "denormal only": (u) => edges[Math.floor(u * 8)] ?? u * 1e-42,
  "as large as they get": (u) => (u < 0.5 ? 3.4028235e38 : -3.4028235e38) * u,
  "all equal": () => -1.5,
  "all zero": (u) => (u < 0.5 ? 0 : -0),
  "on the bins' edges": (u) => Math.floor(u * 300 - 150) / 128,
};

describe("tally kernels", () => {
  const kernels = new RawKernels();
  const values = kernels.allocate(4 * MOST + 64);
  const counts = kernels.allocate(8 * 512);
  const atomValues = kernels.allocate(8 * MOST_ATOMS);
  const bins = kernels.allocate(kernels.call("binsTableBytes") + 64);
  const atoms = kernels.allocate(kernels.call("atomsTableBytes") + 64);

  /** Puts values where the kernels find them, none of which are after them. */
  const place = (view: Float32Array): void => {
    kernels.floats(values, view.length + 16).fill(NaN);
    kernels.floats(values, view.length).set(view);
  };
  const drainBins = (): { zeros: number; counts: number[] } => {
    const zeros = kernels.call("drainBins", bins, counts);
    return { zeros, counts: [...kernels.doubles(counts, 512)] };
  };
  const drainAtoms = (): Map<number, number> => {
    const length = kernels.call("drainAtoms", atoms, atomValues, counts);
    const held = kernels.doubles(counts, length);
    const map = new Map(Array.from(kernels.doubles(atomValues, length), (value, i) => [value, held[i]!] as const));
    assert.equal(map.size, length);
    return map;
  };
  /** What Atoms has of the first `count` values. */
  const atomsOf = (view: Float32Array): Map<number, number> => {
    const specification = new Atoms();
    for (const x of view) assert.ok(specification.add(x, 1));
    const { values, counts } = specification.sorted();
    return new Map(values.map((value, i) => [value, counts[i]!]));
  };

  for (const [name, kind] of Object.entries(KINDS)) {
    it(`put values ${name} into the bins of the specification`, () => {
      const next = uniform(name.length);
      for (const size of SIZES) {
        const view = Float32Array.from({ length: size }, () => kind(next(), next));
        const specification = new Bins();
        const nonzero = view.filter((x) => x !== 0);
        specification.cover(Math.min(...nonzero), Math.max(...nonzero));
        for (const x of view) specification.add(x, 1);
        const { exponent, firstBin, zeros } = specification;
        place(view);
        const middle = Math.floor(size / 3);
        for (const [from, to] of [
          [middle, size],
          [0, middle],
        ] as const) {
          kernels.call("countBins", values, from, to, bins, powerOfTwo(-exponent), firstBin);
        }
        kernels.doubles(counts, 512).fill(0);
        const drained = drainBins();
        const { firstBin: first, counts: expected } = specification.histogram();
        const start = expected.length > 0 ? first - firstBin : 0;
        assert.equal(drained.zeros, zeros);
        assert.deepEqual(drained.counts.splice(start, expected.length), expected);
        assert.ok(drained.counts.every((count) => count === 0));
      }
    });
  }

  it("drain a table once, onto what the counts are", () => {
    kernels.doubles(counts, 512).fill(2 ** 40);
    place(Float32Array.of(0, 1, 1, 2, -0, 1, 0));
    kernels.call("countBins", values, 0, 7, bins, 1, 1);
    assert.deepEqual(drainBins(), {
      zeros: 3,
      counts: [2 ** 40 + 3, 2 ** 40 + 1, ...new Array<number>(510).fill(2 ** 40)],
    });
    kernels.doubles(counts, 512).fill(0);
    assert.deepEqual(drainBins(), { zeros: 0, counts: new Array<number>(512).fill(0) });
  });

  it("count in every one of 512 bins and write none beside the table", () => {
    const end = bins + kernels.call("binsTableBytes");
    kernels.bytes(end, 64).fill(0xa5);
    const view = Float32Array.from({ length: 8 * 512 }, (_, i) => ((i * 5) % 512) - 256.5);
    place(view);
    kernels.call("countBins", values, 0, view.length, bins, 1, -257);
    kernels.doubles(counts, 512).fill(0);
    assert.deepEqual(drainBins(), { zeros: 0, counts: new Array<number>(512).fill(8) });
    assert.ok(kernels.bytes(end, 64).every((byte) => byte === 0xa5));
  });

  for (const distinct of [1, 2, 3, 60, 300, 512]) {
    it(`count ${distinct} distinct values as the specification does, call after call`, () => {
      const next = uniform(distinct);
      const some = Float32Array.from({ length: distinct }, (_, i) => (edges[i] ?? next() - 0.5) * 2 ** (i % 100));
      for (const size of SIZES) {
        kernels.call("clearAtoms", atoms);
        const view = Float32Array.from({ length: size }, () => some[Math.floor(next() * distinct)]!);
        place(view);
        const middle = Math.floor(size / 3);
        assert.equal(kernels.call("countAtoms", values, middle, size, atoms), size);
        assert.equal(kernels.call("countAtoms", values, 0, middle, atoms), middle);
        assert.deepEqual(drainAtoms(), atomsOf(view));
        assert.deepEqual(drainAtoms(), atomsOf(view));
      }
    });
  }

  it("stop at the 513th distinct value, wherever it stands", () => {
    const next = uniform(9);
    for (const [from, lead] of [
      [0, 0],
      [1, 0],
      [3, 1],
      [2, 77],
      [5, 1001],
    ] as const) {
      const repeated = Float32Array.from(
        { length: 512 + lead },
        (_, i) => (i < 512 ? i : Math.floor(next() * 512)) / 3,
      );
      const view = Float32Array.of(...new Float32Array(from).fill(-1), ...repeated, 171, 172, 0, 173);
      kernels.call("clearAtoms", atoms);
      place(view);
      const stop = from + 512 + lead;
      assert.equal(kernels.call("countAtoms", values, from, view.length, atoms), stop);
      assert.deepEqual(drainAtoms(), atomsOf(view.subarray(from, stop)));
      assert.equal(kernels.call("countAtoms", values, stop, view.length, atoms), stop);
      assert.equal(kernels.call("countAtoms", values, from, stop, atoms), stop);
    }
  });

  it("tell values apart that begin their search in the same slot, up to the table's end", () => {
    // Times 0x9e3779b1, of which slots are made, this is 1 modulo 2^32.
    const inverse = 0x0e8b2f51;
    const word = new Int32Array(1);
    const value = new Float32Array(word.buffer);
    const alike = Array.from({ length: 600 }, (_, i) => {
      word[0] = Math.imul((0x7fd << 21) + i * 3001, inverse);
      return value[0]!;
    }).filter(Number.isFinite);
    const view = Float32Array.from({ length: 5000 }, (_, i) => alike[(i * 7) % 400]!);
    kernels.call("clearAtoms", atoms);
    place(view);
    assert.equal(kernels.call("countAtoms", values, 0, view.length, atoms), view.length);
    assert.deepEqual(drainAtoms(), atomsOf(view));
  });
});
