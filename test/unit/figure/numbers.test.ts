import assert from "node:assert/strict";
import { formatNumber, formatShort, formatSigned, formatTick } from "../../../src/figure/numbers";
import { formatChange, formatCount, formatShare } from "../../../src/figure/index";

describe("numbers of a figure", () => {
  it("have four significant digits", () => {
    assert.deepEqual([60.0149, 4.89898, 100, 8.1649, 0.012345, 0].map(formatNumber), [
      "60.01",
      "4.899",
      "100.0",
      "8.165",
      "0.01235",
      "0",
    ]);
  });
  it("carry a rounding into the next digit", () => assert.equal(formatNumber(9999.6), "10\u202f000"));
  it("have a thin space between thousands", () => {
    assert.equal(formatNumber(12345.6), "12\u202f350");
    assert.equal(formatCount(10_000), "10\u202f000");
  });
  it("are scientific where they are extreme, with a true minus", () => {
    assert.equal(formatNumber(-1.23456e-5), "\u22121.235e\u22125");
    assert.equal(formatNumber(3.4028e38), "3.403e38");
    assert.equal(formatNumber(0.0001), "0.0001000");
  });
  it("say so where they are not finite", () => {
    assert.deepEqual([NaN, Infinity, -Infinity].map(formatNumber), ["NaN", "∞", "\u2212∞"]);
  });
  it("can leave out zeros at the end", () => {
    assert.deepEqual([2, 1.25, 5 / 3, 100, 1e-7].map(formatShort), ["2", "1.25", "1.667", "100", "1e\u22127"]);
  });
  it("have a sign where they are differences", () => {
    assert.deepEqual([1.5, -1.5, 0].map(formatSigned), ["+1.500", "\u22121.500", "0"]);
    assert.equal(formatChange(-0.39994), "\u221239.99\u00a0%");
    assert.equal(formatChange(0.41421), "+41.42\u00a0%");
  });
  it("are percentages where they are shares", () => {
    assert.deepEqual([1, 0, 0.40012].map(formatShare), ["100\u00a0%", "0\u00a0%", "40.01\u00a0%"]);
  });
  it("are as short as an axis allows", () => {
    assert.deepEqual(
      [
        formatTick(0.5, 0.5),
        formatTick(-20, 10),
        formatTick(1e-17, 0.5),
        formatTick(2e5, 1e5),
        formatTick(25_000, 5_000),
      ],
      ["0.5", "\u221220", "0", "2e5", "25\u202f000"],
    );
  });
});
