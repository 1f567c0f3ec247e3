import assert from "node:assert/strict";
import fc from "fast-check";
import { exponentFor } from "../../../src/core/statistics/bins";
import {
  addMoments,
  noMoments,
  ShiftedSums,
  standardErrorOf,
  type Moments,
} from "../../../src/core/statistics/moments";
import { histogramOf, Tally, tallyExponent, type TallyData } from "../../../src/core/statistics/tally";

/** A finite float32 of any size: bits drawn, so that denormals and huge numbers come as often as others. */
const float32 = fc
  .integer({ min: 0, max: 2 ** 32 - 1 })
  .map((word) => new Float32Array(Uint32Array.of(word).buffer)[0]!)
  .filter(Number.isFinite);
const plainFloat = fc.oneof(float32, fc.float({ min: -100, max: 100, noNaN: true }), fc.integer({ min: -3, max: 3 }));
const strange = fc.constantFrom(NaN, Infinity, -Infinity, 0, -0);

/** The rule of formats.md, tried out exponent by exponent. */
function exponentByRule(values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs));
  if (largest === 0) return -149;
  let floor = -149;
  while (2 ** (floor + 1) <= largest) floor += 1;
  const [min, max] = [Math.min(...values), Math.max(...values)];
  let e = Math.max(-149, floor - 23);
  while (Math.floor(max / 2 ** e) - Math.floor(min / 2 ** e) + 1 > 512) e += 1;
  return e;
}

describe("the exponent of a histogram", () => {
  it("is the smallest of formats.md's rule, for denormal, huge, negative and mixed numbers", () =>
    fc.assert(
      fc.property(plainFloat, plainFloat, (a, b) => {
        const [min, max] = [Math.min(a, b), Math.max(a, b)];
        assert.equal(exponentFor(min, max), exponentByRule([min, max]));
      }),
      { numRuns: 20_000 },
    ));
  it("is that of neighbours far from 0, too", () =>
    fc.assert(
      fc.property(float32, fc.integer({ min: 0, max: 5000 }), (x, steps) => {
        const other = new Float32Array(Int32Array.of(new Int32Array(Float32Array.of(x).buffer)[0]! + steps).buffer)[0]!;
        if (!Number.isFinite(other)) return;
        const [min, max] = [Math.min(x, other), Math.max(x, other)];
        assert.equal(exponentFor(min, max), exponentByRule([min, max]));
      }),
      { numRuns: 20_000 },
    ));
  it("is -149 for zeros alone", () => assert.equal(exponentFor(0, 0), -149));
});

const tallyOf = (values: readonly number[]): TallyData => {
  const tally = new Tally();
  for (const x of Float32Array.from(values)) tally.add(x, 1);
  return tally.data();
};

/** What a tally must say, from all values at once. */
function byHand(values: readonly number[]) {
  const floats = [...Float32Array.from(values)];
  const finite = floats.filter(Number.isFinite).map((x) => x + 0);
  const distinct = [...new Set(finite)].sort((a, b) => a - b);
  const exponent = finite.length === 0 ? -149 : exponentByRule(finite);
  const bins = new Map<number, number>();
  for (const x of finite) {
    const bin = Math.floor(x / 2 ** exponent);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const first = bins.size === 0 ? 0 : Math.min(...bins.keys());
  const last = bins.size === 0 ? -1 : Math.max(...bins.keys());
  return {
    zeros: finite.filter((x) => x === 0).length,
    nan: floats.filter(Number.isNaN).length,
    posInf: floats.filter((x) => x === Infinity).length,
    negInf: floats.filter((x) => x === -Infinity).length,
    min: Math.min(...finite),
    max: Math.max(...finite),
    atoms:
      distinct.length > 512
        ? null
        : { values: distinct, counts: distinct.map((value) => finite.filter((x) => x === value).length) },
    histogram: {
      exponent,
      firstBin: first,
      counts: Array.from({ length: last - first + 1 }, (_, i) => bins.get(first + i) ?? 0),
    },
  };
}

const reading = (data: TallyData) => ({
  zeros: data.zeros,
  nan: data.nan,
  posInf: data.posInf,
  negInf: data.negInf,
  min: data.min,
  max: data.max,
  atoms: data.atoms && { values: [...data.atoms.values], counts: [...data.atoms.counts] },
  histogram: histogramOf(data, tallyExponent(data)),
});

/** Few values, many values, and many equal ones. */
const samples = fc.oneof(
  fc.array(fc.oneof(plainFloat, strange), { maxLength: 40 }),
  fc.array(fc.float({ noNaN: true, min: -10, max: 10 }), { minLength: 400, maxLength: 1400 }),
  fc.array(fc.oneof(fc.integer({ min: -300, max: 300 }), strange), { minLength: 400, maxLength: 1400 }),
  fc.array(float32, { minLength: 500, maxLength: 600 }),
);

describe("a tally", () => {
  it("counts zeros, extremes, infinities, distinct values and bins as they are counted by hand", () =>
    fc.assert(
      fc.property(samples, (values) => {
        assert.deepEqual(reading(tallyOf(values)), byHand(values));
      }),
      { numRuns: 300 },
    ));

  it("adds up exactly from any shards in any order", () =>
    fc.assert(
      fc.property(samples, fc.array(fc.nat(2000), { maxLength: 6 }), fc.boolean(), (values, cuts, nested) => {
        const places = [0, ...cuts.map((cut) => cut % (values.length + 1)), values.length].sort((a, b) => a - b);
        const shards = places.slice(1).map((end, i) => tallyOf(values.slice(places[i], end)));
        const sum = new Tally();
        for (const shard of nested ? shards.reverse() : shards) sum.merge(shard);
        const again = new Tally();
        again.merge(sum.data());
        again.merge(tallyOf([]));
        assert.deepEqual(reading(again.data()), byHand(values));
      }),
      { numRuns: 300 },
    ));

  it("keeps 512 distinct values, zero among them, and none of 513", () => {
    const values = Array.from({ length: 512 }, (_, i) => i);
    assert.equal(tallyOf(values).atoms?.values.length, 512);
    assert.equal(tallyOf([...values, 512]).atoms, null);
    assert.equal(tallyOf([...values.slice(1), 512, 0]).atoms, null);
    assert.equal(tallyOf([...values, -0, 5, NaN]).atoms?.values.length, 512);
  });

  it("writes the atoms of 0.1's multiples once each, ascending", () => {
    const data = tallyOf([0.3, 0.1, 0.2, 0.1]);
    assert.deepEqual([...data.atoms!.values], [0.1, 0.2, 0.3].map(Math.fround));
    assert.deepEqual([...data.atoms!.counts], [2, 1, 1]);
  });
});

/** What sums write. */
function momentsOf(sums: ShiftedSums): Moments {
  const written = new Float64Array(3);
  sums.write(written, 0);
  const [n, mean, m2] = written;
  return { n: n!, mean: mean!, m2: m2! };
}

describe("moments", () => {
  it("of numbers about 1e6 with variance 1 keep the variance", () => {
    const sums = new ShiftedSums();
    const values = Array.from({ length: 256 }, (_, i) => 1e6 + Math.sqrt(12) * (i / 255 - 0.5));
    values.forEach((x) => sums.add(x));
    const { mean, m2 } = momentsOf(sums);
    const exact = values.reduce((sum, x) => sum + (x - 1e6) ** 2, 0) - 256 * (mean - 1e6) ** 2;
    assert.ok(Math.abs(mean - 1e6) < 1e-9);
    assert.ok(Math.abs(m2 - exact) < 1e-9 * exact && Math.abs(m2 / 256 - 1) < 0.02);
  });

  it("of a constant have variance exactly 0, merged in any number of parts", () =>
    fc.assert(
      fc.property(fc.double({ min: -1e150, max: 1e150, noNaN: true }), fc.nat(50), (x, parts) => {
        const sum = noMoments();
        for (let i = 0; i <= parts; i++) addMoments(sum, 7 + i, x, 0);
        assert.equal(sum.m2, 0);
        assert.equal(sum.mean + 0, x + 0);
        assert.equal(standardErrorOf(sum), 0);
      }),
    ));

  it("merge to those of all numbers together", () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1 }), { minLength: 1 }),
        (groups) => {
          const sum = noMoments();
          for (const group of groups) {
            const sums = new ShiftedSums();
            group.forEach((x) => sums.add(x));
            const { n, mean, m2 } = momentsOf(sums);
            addMoments(sum, n, mean, m2);
          }
          const all = groups.flat();
          const mean = all.reduce((total, x) => total + x, 0) / all.length;
          const m2 = all.reduce((total, x) => total + (x - mean) ** 2, 0);
          assert.equal(sum.n, all.length);
          assert.ok(Math.abs(sum.mean - mean) < 1e-10 && Math.abs(sum.m2 - m2) < 1e-8 * (1 + m2));
        },
      ),
    ));

  it("of one number have no standard error", () => {
    assert.equal(standardErrorOf({ n: 1, mean: 3, m2: 0 }), null);
    assert.equal(standardErrorOf({ n: 2, mean: 1, m2: 2 }), 1);
  });
});
