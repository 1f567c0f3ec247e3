import assert from "node:assert/strict";
import fc from "fast-check";
import { floorLog2, powerOfTwo } from "../../../src/core/bits";
import { exp, expm1, log, log1p, normalCdf, tanh } from "../../../src/core/reference/elementary";

/** What formats.md allows: far inside float32. */
const RELATIVE = 1e-11;

const near = (actual: number, expected: number, tolerance = RELATIVE): void => {
  const ok = Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance * Math.abs(expected);
  assert.ok(ok, `${actual} is not ${expected}`);
};
const double = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const holds = (range: fc.Arbitrary<number>, property: (x: number) => void): void =>
  fc.assert(fc.property(range, property), { numRuns: 3000 });

/** `[mpmath.nstr(mpmath.ncdf(x), 17) for x in ...]` with mpmath 1.3.0 and mp.dps = 40. */
const NORMAL_CDF: readonly (readonly [number, number])[] = [
  [-20, 2.7536241186062337e-89],
  [-10, 7.6198530241605261e-24],
  [-8.5, 9.4795348222033184e-18],
  [-6, 9.8658764503769814e-10],
  [-5, 2.8665157187919391e-7],
  [-4, 3.1671241833119921e-5],
  [-3, 0.0013498980316300945],
  [-2, 0.022750131948179207],
  [-1.5, 0.066807201268858066],
  [-1, 0.15865525393145705],
  [-0.5, 0.3085375387259869],
  [-0.1, 0.46017216272297102],
  [-0.001, 0.49960105778608894],
  [0, 0.5],
  [0.001, 0.50039894221391106],
  [0.1, 0.53982783727702898],
  [0.5, 0.6914624612740131],
  [1, 0.84134474606854295],
  [1.5, 0.93319279873114193],
  [2, 0.97724986805182079],
  [3, 0.99865010196836991],
  [4, 0.99996832875816688],
  [5, 0.99999971334842812],
  [6, 0.99999999901341235],
  [8, 0.99999999999999938],
];

describe("elementary functions", () => {
  it("exp agrees with Math.exp from -708 to 709", () => holds(double(-708, 709), (x) => near(exp(x), Math.exp(x))));
  it("exp is 0 below, Infinity above, NaN of NaN, 1 of both zeros", () => {
    assert.deepEqual([-Infinity, -1e9, 1e9, Infinity, NaN, 0, -0].map(exp), [0, 0, Infinity, Infinity, NaN, 1, 1]);
  });
  it("expm1 agrees with Math.expm1, also near 0", () => {
    holds(double(-700, 700), (x) => near(expm1(x), Math.expm1(x)));
    holds(double(-0.5, 0.5), (x) => near(expm1(x), Math.expm1(x)));
    holds(double(-1e-9, 1e-9), (x) => near(expm1(x), Math.expm1(x)));
  });
  it("log agrees with Math.log on all positive numbers, also near 1", () => {
    holds(double(5e-324, Number.MAX_VALUE), (x) => near(log(x), Math.log(x)));
    holds(double(0.9, 1.1), (x) => near(log(x), Math.log(x)));
  });
  it("log1p agrees with Math.log1p from 0 on", () => {
    holds(double(1e-300, 1e300), (x) => near(log1p(x), Math.log1p(x)));
    holds(double(1e-12, 1), (x) => near(log1p(x), Math.log1p(x)));
    assert.equal(log1p(Infinity), Infinity);
    assert.ok(Number.isNaN(log1p(NaN)));
  });
  it("tanh agrees with Math.tanh, also near 0", () => {
    holds(double(-30, 30), (x) => near(tanh(x), Math.tanh(x)));
    holds(double(-1e-6, 1e-6), (x) => near(tanh(x), Math.tanh(x)));
    assert.deepEqual([-Infinity, Infinity, NaN].map(tanh), [-1, 1, NaN]);
  });
  for (const [x, value] of NORMAL_CDF) {
    it(`normalCdf(${x}) is mpmath's`, () => near(normalCdf(x), value));
  }
  it("normalCdf is 0, 1 and NaN at -Infinity, Infinity and NaN", () => {
    assert.deepEqual([-Infinity, Infinity, NaN].map(normalCdf), [0, 1, NaN]);
  });
  it("normalCdf rises", () =>
    fc.assert(fc.property(double(-9, 9), double(-9, 9), (a, b) => a > b || normalCdf(a) <= normalCdf(b) + 1e-12)));
  it("powerOfTwo is exact for every exponent of a float64", () => {
    for (let k = -1074; k <= 1023; k++) assert.equal(powerOfTwo(k), 2 ** k);
  });
  it("floorLog2 is the exponent of every positive float64", () =>
    holds(double(5e-324, Number.MAX_VALUE), (x) => {
      const k = floorLog2(x);
      assert.ok(powerOfTwo(k) <= x && (k === 1023 || x < powerOfTwo(k + 1)));
    }));
});
