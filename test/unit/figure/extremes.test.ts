import assert from "node:assert/strict";
import fc from "fast-check";
import {
  bundleOf,
  depthFigure,
  depthHover,
  hoverAt,
  layerAxis,
  layerSentence,
  layerTable,
  pictureOf,
  reportText,
  sparkFigure,
  type Axis,
} from "../../../src/figure/index";
import { parseReport, type Report } from "../../../src/formats/index";
import { changedReports, exploreReports, probeReports } from "./arbitrary-report";

/** Every number in a figure is finite, or null for a gap. */
function assertFinite(value: unknown, path = "figure"): void {
  if (typeof value === "number") assert.ok(Number.isFinite(value), `${path} is ${value}`);
  else if (typeof value === "string") assertWords(value, path);
  else if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) assertFinite(member, `${path}.${key}`);
  }
}

const assertWords = (text: string, path: string): void =>
  assert.doesNotMatch(text, /NaN|Infinity|∞|undefined/, `${path}: ${text}`);

function assertAxis({ min, max, ticks }: Axis): void {
  assert.ok(min < max, `an axis from ${min} to ${max}`);
  assert.ok(ticks.length <= 32, `${ticks.length} ticks`);
  ticks.forEach(({ value }, i) => assert.ok(i === 0 || value > ticks[i - 1]!.value, "ticks rise"));
}

/** Draws everything that is drawn of a report, and says everything that is said of it. */
function assertDrawn(report: Report): void {
  report.layers.forEach((_, index) => {
    const picture = pictureOf(report, index);
    assertFinite(picture);
    assertAxis(picture.scales.x);
    const { min, max } = picture.scales.x;
    for (const x of [min, (min + max) / 2, max]) assertFinite(hoverAt(picture, x));
    assertFinite(pictureOf(report, index, { hold: picture.scales, pixels: 40 }));
    assertFinite(layerTable(report, index));
    assertWords(layerSentence(report, index), "sentence");
  });
  const depth = depthFigure(report);
  assertFinite(depth);
  for (const axis of [depth.mean.axis, depth.rms.axis, layerAxis(depth)]) assertAxis(axis);
  assertFinite(depthHover(depth, "rms", 0));
  assertFinite(sparkFigure(report));
  assertWords(reportText(report), "text");
  assertFinite(bundleOf(report), "bundle");
}

describe("whatever its numbers, a report that is read", () => {
  for (const [kind, reports] of [
    ["an experiment", exploreReports],
    ["a real model", probeReports],
  ] as const) {
    it(`has only finite numbers in every figure, and none in words that is not one: of ${kind}`, function () {
      this.timeout(120_000);
      fc.assert(
        fc.property(reports as fc.Arbitrary<Report>, (report) => assertDrawn(parseReport(structuredClone(report)))),
        { numRuns: 300 },
      );
    });

    it(`has so after any of its numbers was replaced: of ${kind}`, function () {
      this.timeout(120_000);
      fc.assert(fc.property(changedReports(reports as fc.Arbitrary<Report>), assertDrawn), { numRuns: 300 });
    });
  }
});
