import assert from "node:assert/strict";
import { PlainMaskedSums } from "../../../src/core/reference/masked";
import { RawKernels } from "./support";

const UNITS = [
  1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 111, 112, 113, 127, 128, 129, 784, 1000, 4097,
];
const TRIALS = [0, 1, 2, 3, 4, 5, 7, 100, 254, 255, 256, 600];
const MOST = { units: 4097, trials: 600 };

/** Uniform numbers in [0, 1); deterministic. */
function uniform(seed: number): () => number {
  let word = seed >>> 0;
  return () => (word = (Math.imul(word, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Kinds of products: u is uniform in [0, 1), `next` gives more of them. */
const KINDS: Record<string, (u: number, next: () => number) => number> = {
  "of both signs": (u) => u - 0.5,
  "of every size": (u, next) => (u < 0.1 ? -0 : u < 0.2 ? 0 : (next() - 0.5) * 2 ** Math.floor(next() * 400 - 200)),
  "of multiples of 0.1": (u) => 0.1 * Math.floor(u * 10),
  "that overflow": (_, next) => (next() < 0.5 ? 1.5e308 : -1.5e308),
  "with infinities": (u, next) => (u < 0.01 ? Infinity : u < 0.02 ? -Infinity : next()),
};
/** The share that is kept. */
const KEPT = [0, 0.001, 0.5, 0.6, 1];

/** Masks and what the kernels make of them, with bytes after each that must be neither used nor written. */
class Batches {
  readonly kernels = new RawKernels();
  private readonly keep = this.kernels.allocate(MOST.units * MOST.trials + 64);
  private readonly bits = this.kernels.allocate((528 + 16) * MOST.trials);
  private readonly counts = this.kernels.allocate(4 * MOST.trials + 16);
  private readonly out = this.kernels.allocate(8 * MOST.trials + 64);
  private readonly products = this.kernels.allocate(8 * 8 * 513);
  private readonly table = this.kernels.allocate(2048 * 513);
  view = new Uint8Array(0);
  trials = 0;
  stride = 0;

  constructor(readonly units: number) {
    this.stride = 16 * Math.ceil(units / 128);
  }

  take(trials: number, kept: number, next: () => number): void {
    const { kernels, units, stride } = this;
    this.trials = trials;
    this.view = Uint8Array.from({ length: trials * units }, () => (next() < kept ? 255 : 0));
    kernels.bytes(this.keep, this.view.length + 64).fill(255);
    kernels.bytes(this.keep, this.view.length).set(this.view);
    kernels.bytes(this.bits, trials * stride + 16).fill(0xa5);
    kernels.call("packMask", this.keep, trials, units, this.bits, stride);
    assert.ok(kernels.bytes(this.bits + trials * stride, 16).every((byte) => byte === 0xa5));
  }

  packed(): Uint8Array {
    return this.kernels.bytes(this.bits, this.trials * this.stride);
  }

  addColumns(counts: number): void {
    this.kernels.call("addColumns", this.keep, this.trials, this.units, counts);
  }

  /** The sums by a kernel that takes products or their table. */
  sums(name: "tableSums" | "directSums", products: Float64Array): number[] {
    const { kernels } = this;
    const groups = Math.ceil(this.units / 8);
    kernels
      .doubles(this.products, 8 * groups)
      .fill(0)
      .set(products);
    kernels.doubles(this.table, 256 * groups + 1).fill(NaN);
    if (name === "tableSums") kernels.call("fillTable", this.products, groups, this.table);
    assert.ok(Number.isNaN(kernels.doubles(this.table, 256 * groups + 1)[256 * groups]));
    const from = name === "tableSums" ? this.table : this.products;
    return this.results(() => kernels.call(name, this.bits, this.trials, this.stride, groups, from, this.out));
  }

  countKept(): Uint32Array {
    this.kernels.words(this.counts, this.trials + 4).fill(9);
    this.kernels.call("countKept", this.keep, this.trials, this.units, this.counts);
    assert.ok(this.kernels.words(this.counts + 4 * this.trials, 4).every((count) => count === 9));
    return this.kernels.words(this.counts, this.trials);
  }

  countSums(value: number): number[] {
    this.countKept();
    return this.results(() => this.kernels.call("countSums", this.counts, this.trials, value, this.out));
  }

  private results(sum: () => void): number[] {
    const { kernels, trials } = this;
    kernels.doubles(this.out, trials + 8).fill(-7);
    sum();
    assert.ok(kernels.doubles(this.out + 8 * trials, 8).every((x) => x === -7));
    return [...kernels.doubles(this.out, trials)];
  }
}

describe("masked sum kernels", () => {
  it("pack a bit a value, and none after the last", () => {
    const next = uniform(1);
    for (const units of UNITS) {
      const batches = new Batches(units);
      for (const trials of TRIALS) {
        batches.take(trials, 0.6, next);
        const expected = new Uint8Array(trials * batches.stride);
        batches.view.forEach((byte, i) => {
          const at = Math.floor(i / units) * batches.stride + ((i % units) >> 3);
          expected[at]! |= (byte & 1) << ((i % units) & 7);
        });
        assert.deepEqual(batches.packed(), expected);
      }
    }
  });

  it("count the trials that keep each input, call after call", () => {
    const next = uniform(2);
    for (const units of UNITS) {
      const batches = new Batches(units);
      const specification = new PlainMaskedSums([new Float64Array(units)]);
      const counts = batches.kernels.allocate(4 * units + 64);
      batches.kernels.words(counts, units + 16).fill(9, units);
      for (const trials of TRIALS) {
        for (const kept of KEPT) {
          batches.take(trials, kept, next);
          batches.addColumns(counts);
          specification.take(batches, trials);
        }
      }
      assert.deepEqual(new Int32Array(batches.kernels.words(counts, units)), specification.kept());
      assert.ok(batches.kernels.words(counts + 4 * units, 16).every((count) => count === 9));
    }
  });

  for (const [name, kind] of Object.entries(KINDS)) {
    it(`add products ${name} up as the specification does, by kept tables and without`, () => {
      const next = uniform(name.length);
      for (const units of UNITS) {
        const batches = new Batches(units);
        const products = Float64Array.from({ length: units }, () => kind(next(), next));
        const specification = new PlainMaskedSums([products]);
        for (const trials of units < 1000 ? TRIALS : [1, 3, 7, 100]) {
          for (const kept of KEPT) {
            batches.take(trials, kept, next);
            specification.take(batches, trials);
            const expected = [...specification.sums(0).view];
            assert.deepEqual(batches.sums("tableSums", products), expected);
            assert.deepEqual(batches.sums("directSums", products), expected);
          }
        }
      }
    });
  }

  it("count where all products are equal, and give 0 for none", () => {
    const next = uniform(3);
    for (const units of UNITS) {
      const batches = new Batches(units);
      for (const value of [1, 0, -0.1, 3.4028235e38, 1e-45, 1 / 0.6].map(Math.fround)) {
        const specification = new PlainMaskedSums([new Float64Array(units).fill(value)]);
        for (const kept of KEPT) {
          batches.take(13, kept, next);
          specification.take(batches, 13);
          assert.deepEqual(batches.countSums(value), [...specification.sums(0).view]);
        }
      }
    }
  });

  it("count the inputs that each trial keeps", () => {
    const next = uniform(4);
    for (const units of UNITS) {
      const batches = new Batches(units);
      for (const trials of TRIALS) {
        batches.take(trials, 0.6, next);
        const expected = Array.from({ length: trials }, (_, t) =>
          batches.view.subarray(units * t, units * (t + 1)).reduce((sum, byte) => sum + (byte & 1), 0),
        );
        assert.deepEqual([...batches.countKept()], expected);
      }
    }
  });

  it("sum what a block keeps as the specification does, block after block, across 2^32 of a count", () => {
    const next = uniform(5);
    for (const units of UNITS) {
      const batches = new Batches(units);
      const specification = new PlainMaskedSums([new Float64Array(units)]);
      const { kernels } = batches;
      const at = { counts: kernels.allocate(4 * units + 64), before: kernels.allocate(4 * units) };
      const summed = { d: kernels.allocate(8 * units), out: kernels.allocate(8 * 4) };
      const d = Float64Array.from({ length: units }, () => (next() - 0.5) * 2 ** Math.floor(next() * 40));
      for (const trials of [0, 7, 256, 5]) {
        kernels.words(at.before, units).set(kernels.words(at.counts, units));
        specification.nextBlock();
        batches.take(trials, 0.6, next);
        batches.addColumns(at.counts);
        specification.take(batches, trials);
        kernels.doubles(summed.d, units).set(d);
        kernels.doubles(summed.out, 4).fill(-7);
        kernels.call("keptSums", at.counts, at.before, units, summed.d, summed.out);
        assert.deepEqual([...kernels.doubles(summed.out, 4)], [...specification.keptSums({ view: d }), -7]);
        // The counts go on modulo 2^32: the next block begins below it and ends above.
        for (const counts of [kernels.words(at.counts, units), specification.kept()]) {
          counts.forEach((_, k) => (counts[k] = -3));
        }
      }
    }
  });

  it("divide sums of an odd number of trials as of an even one", () => {
    const next = uniform(6);
    const batches = new Batches(129);
    const { kernels } = batches;
    for (const trials of TRIALS) {
      const sums = Float64Array.from({ length: trials }, () => next() / 3);
      const at = kernels.allocate(8 * trials + 16);
      kernels.doubles(at, trials).set(sums);
      kernels.call("divide", at, trials, 129);
      assert.deepEqual(
        kernels.doubles(at, trials),
        sums.map((sum) => sum / 129),
      );
    }
  });

  it("round sums to float32, side by side or with others between them", () => {
    const kernels = new RawKernels();
    const [sums, target] = [kernels.allocate(8 * 9), kernels.allocate(4 * 30)];
    const list = [1 / 3, -0.1, 3.4028235e38, 1e39, 1e-46, 0, -7.000000001, 2 ** 24 + 1, Math.PI];
    for (const units of [1, 3]) {
      for (const trials of [0, 1, 3, 4, 5, 9]) {
        kernels.doubles(sums, 9).set(list);
        kernels.floats(target, 30).fill(9);
        kernels.call("roundSums", sums, trials, target, 4 * units);
        const expected = new Float32Array(30).fill(9);
        for (let t = 0; t < trials; t++) expected[t * units] = list[t]!;
        assert.deepEqual(kernels.floats(target, 30), expected);
      }
    }
  });
});
