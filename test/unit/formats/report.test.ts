import assert from "node:assert/strict";
import fc from "fast-check";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { parseReport, ReportError, type ActivationSummary, type ExploreReport } from "../../../src/formats/index";
import { NEWEST_VERSION } from "../../../src/formats/version";

const report = runHere({ ...PRESETS[3]!.spec, trials: 300 });
const copy = (): Record<string, unknown> => JSON.parse(JSON.stringify(report)) as Record<string, unknown>;

describe("parseReport", () => {
  for (const { id, spec } of PRESETS) {
    it(`reads back the report of the preset "${id}" as it was written, key for key`, () => {
      const text = JSON.stringify(runHere({ ...spec, trials: 60 }));
      assert.equal(JSON.stringify(parseReport(JSON.parse(text))), text);
    });
  }

  it("ignores unknown keys, also deep in the spec", () => {
    const read = copy();
    read["later"] = 1;
    const spec = read["spec"] as { layers: Record<string, unknown>[]; input: Record<string, unknown> };
    spec.layers[0]!["later"] = { a: 1 };
    spec.input["later"] = [];
    (spec.input["distribution"] as Record<string, unknown>)["later"] = 1;
    (read["layers"] as Record<string, unknown>[])[0]!["later"] = 1;
    assert.deepEqual(parseReport(read), report);
  });

  it("says that a report of a newer version needs a newer extension", () => {
    const version = NEWEST_VERSION + 1;
    assert.throws(
      () => parseReport({ ...copy(), version }),
      new RegExp(`of version ${version}, .*: update the extension`),
    );
  });

  it("refuses a report that lacks a layer of its spec, with the place", () => {
    const short = { ...report, layers: report.layers.slice(1) };
    assert.throws(
      () => parseReport(short),
      (error) => error instanceof ReportError && error.path === "layers",
    );
  });

  it("refuses a negative count and a mean that is not finite, with the place", () => {
    for (const [key, value] of [
      ["count", -1],
      ["mean", "NaN"],
      ["zeros", 0.5],
    ] as const) {
      const bad = copy() as unknown as ExploreReport;
      (bad.layers[1]!.modes.eval as Record<string, unknown>)[key] = value;
      assert.throws(
        () => parseReport(bad),
        (error) => error instanceof ReportError && error.path === `layers[1].modes.eval.${key}`,
      );
    }
  });

  for (const [key, value] of [
    ["rootMeanSquare", 1e308],
    ["mean", 1e39],
    ["min", -3.5e38],
    ["variance", 1e78],
    ["variance", -1e-9],
    ["meanStandardError", 1e39],
    ["differenceFromEval.mean", -7e38],
    ["differenceFromEval.standardError", -1],
    ["predicted.mean", 1e300],
    ["predicted.variance", 1e78],
    ["histogram.counts[1]", 1.5],
    ["atoms.values[0]", 1e39],
  ] as const) {
    it(`refuses ${key} of ${value}, which no float32 activation has, with the place`, () => {
      const bad = copy() as unknown as ExploreReport;
      const own = bad.layers[0]!.modes.train;
      own.predicted = { mean: 1, variance: 1, basis: "spec" };
      own.atoms ??= { values: [1], counts: [1] };
      const keys = key.split(/[.[\]]+/).filter((part) => part !== "");
      const last = keys.pop()!;
      const place = keys.reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], own);
      (place as Record<string, unknown>)[last] = value;
      assert.throws(
        () => parseReport(bad),
        (error) =>
          error instanceof ReportError &&
          error.path === `layers[0].modes.train.${key}` &&
          error.message.includes(String(value)),
      );
    });
  }

  const fewer = (counts: readonly number[]): number[] => counts.map((count, i) => (i === 0 ? count + 1 : count));
  for (const [what, path, broken] of [
    ["fewer values than it has zeros", "zeros", ({ count }) => ({ zeros: count + 1 })],
    [
      "bins that do not add up",
      "histogram.counts",
      ({ histogram }) => ({ histogram: { ...histogram, counts: fewer(histogram.counts) } }),
    ],
    [
      "a minimum that is not in its first bin",
      "histogram.firstBin",
      ({ histogram }) => ({ histogram: { ...histogram, firstBin: histogram.firstBin - 1 } }),
    ],
    ["a maximum below its minimum", "min", ({ min }) => ({ max: min! - 1 })],
    ["values, and no mean", "mean", () => ({ mean: null })],
    ["a mean above its maximum", "mean", ({ max }) => ({ mean: 1.01 * max! + 1 })],
    ["a root mean square of other values", "rootMeanSquare", ({ mean }) => ({ rootMeanSquare: Math.abs(mean!) / 2 })],
    [
      "more values that are not finite than values",
      "nonFinite",
      ({ count }) => ({ nonFinite: { nan: count, posInf: 1, negInf: 0 } }),
    ],
    ["distinct values that do not add up", "atoms.counts", ({ min }) => ({ atoms: { values: [min!], counts: [1] } })],
    ["a figure for nothing", "mean", () => ({ count: 0, zeros: 0 })],
  ] as readonly (readonly [string, string, (own: ActivationSummary) => Partial<ActivationSummary>])[]) {
    it(`refuses a summary that has ${what}, with the place`, () => {
      const bad = copy() as unknown as ExploreReport;
      Object.assign(bad.layers[0]!.modes.train, broken(bad.layers[0]!.modes.train));
      assert.throws(
        () => parseReport(bad),
        (error) => error instanceof ReportError && error.path === `layers[0].modes.train.${path}`,
      );
    });
  }

  it("refuses what is huge, deep or odd in words, with the place", () => {
    const many = (layer: unknown): unknown[] => new Array<unknown>(1_000_000).fill(layer);
    const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`) as object;
    const odd = JSON.parse('{"__proto__": {"version": 1}, "constructor": 1}') as object;
    for (const [bad, path] of [
      [{ ...copy(), layers: many({}) }, "layers"],
      [{ ...copy(), layers: many(report.layers[0]) }, "layers"],
      [{ ...copy(), layers: many({}).slice(0, 9000) }, "layers[0].name"],
      [{ ...copy(), spec: { ...report.spec, layers: many({ kind: "relu" }) } }, "spec.layers"],
      [{ ...copy(), layers: deep }, "layers"],
      [{ ...copy(), spec: deep }, "spec.version"],
      [odd, "kind"],
      [{ ...copy(), layers: [{ ...report.layers[0], modes: odd }] }, "layers[0].modes.train"],
    ] as const) {
      assert.throws(
        () => parseReport(bad),
        (error) => error instanceof ReportError && error.path === path && error.message.length < 300,
      );
    }
  });

  it("returns or throws a ReportError on anything", () =>
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.keys(report)), (value, key) => {
        for (const candidate of [value, { ...copy(), [key]: value }]) {
          try {
            parseReport(candidate);
          } catch (error) {
            assert.ok(error instanceof ReportError);
          }
        }
      }),
      { numRuns: 500 },
    ));
});
