import assert from "node:assert/strict";
import fc from "fast-check";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { parseReport, ReportError, type ExploreReport } from "../../../src/formats/index";

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
    assert.throws(() => parseReport({ ...copy(), version: 2 }), /version 2, .*reads version 1: update the extension/);
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
