import assert from "node:assert/strict";
import { MergeError } from "../../../src/core/merge";
import { compactReport, mergeReports } from "../../../src/core/index";
import {
  bundleOf,
  depthFigure,
  depthHover,
  hoverAt,
  layerAxis,
  pictureOf,
  rawSummary,
  reportSvg,
  reportText,
  sparkFigure,
  textTable,
} from "../../../src/figure/index";
import {
  parseReport,
  readPayload,
  readReport,
  readReportFile,
  type ExploreReport,
  type Report,
} from "../../../src/formats/index";
import { anyJson, mutatedJson } from "../inputs/json";
import { reports, runs } from "../inputs/pools";
import type { Random } from "../inputs/random";
import { mutatedText } from "../inputs/text";
import { holdsNumbers, readsAsItself } from "../promises";
import type { Target } from "../target";

/** The report of a value; undefined where it is refused, in words. A report that was read is read as itself. */
function read(value: unknown): Report | undefined {
  const reading = readReport(value);
  if ("refusal" in reading) {
    const { message } = reading.refusal;
    assert.ok(message.length > 0 && message.length < 2_000, "a message of a length to be read");
    return undefined;
  }
  readsAsItself(parseReport, reading.report);
  return reading.report;
}

const mutated = (random: Random): unknown =>
  random.chance(0.02) ? anyJson(random, 4) : mutatedJson(random, random.pick(reports()));

/** Fails where a drawing has a number that is none. */
function isDrawn(text: string, what: string): void {
  const wrong = /[^\w<>][ "=,(](?:NaN|-?Infinity|undefined)[ ",)]/.exec(text)?.[0];
  assert.equal(wrong, undefined, `${what} holds ${String(wrong)}`);
}

function draw(report: Report): void {
  const [picture, text] = [reportSvg(report), reportText(report)];
  // A layer may be named like that, and then the words are right.
  if (!/NaN|Infinity|undefined/.test(JSON.stringify(report))) {
    isDrawn(picture, "the picture");
    assert.doesNotMatch(text, /\b(?:NaN|undefined)\b/);
  }
  report.layers.forEach((_, index) => {
    const picture = pictureOf(report, index);
    holdsNumbers(picture, "the picture of a layer");
    const { min, max } = picture.scales.x;
    for (const x of [min, (min + max) / 2, max]) hoverAt(picture, x);
    textTable(report, index);
  });
  const depth = depthFigure(report);
  holdsNumbers([depth, layerAxis(depth), sparkFigure(report)], "a figure across depth");
  depthHover(depth, "mean", 0);
}

const values: Target = { name: "report", generate: mutated, run: read };

/** What draws a report, however odd its numbers are. */
const figures: Target = {
  name: "figures",
  generate: mutated,
  run: (value) => {
    const report = read(value);
    if (report) draw(report);
  },
};

/** What travels in a notebook. */
const bundles: Target = {
  name: "bundle",
  generate: mutated,
  run: (value) => {
    const report = read(value);
    if (!report) return;
    bundleOf(report);
    const compact = compactReport(report);
    readsAsItself(parseReport, compact);
  },
};

const texts: Target<string> = {
  name: "payload",
  generate: (random) => mutatedText(random, JSON.stringify(mutated(random)), ["{", "}", "[", "]", ",", '"', "1e999"]),
  run: (text) => {
    for (const readText of [readPayload, readReportFile]) {
      const reading = readText(text, text.length);
      if ("refusal" in reading) assert.equal(typeof rawSummary(reading.refusal.value, text), "string");
    }
  },
};

/** Numbers of two runs changed alike and apart, so that many still go together. */
function pair(random: Random): readonly unknown[] {
  const both = random.pick(runs());
  return random.chance(0.2) ? random.many(2, () => mutatedJson(random, random.pick(both))) : [mutatedJson(random, both[0]), both[1]]; // prettier-ignore
}

const merged: Target<readonly unknown[]> = {
  name: "merge",
  generate: pair,
  run: ([left, right]) => {
    const [a, b] = [read(left), read(right)];
    if (a?.kind !== "explore" || b?.kind !== "explore") return;
    const sum = mergedOf(a, b);
    if (!sum) return;
    holdsNumbers(sum, "the sum");
    readsAsItself(parseReport, sum);
    assert.deepEqual(mergedOf(b, a), sum);
  },
};

function mergedOf(a: ExploreReport, b: ExploreReport): ExploreReport | undefined {
  try {
    return mergeReports(a, b);
  } catch (error) {
    if (error instanceof MergeError) return undefined;
    throw error;
  }
}

export const reportTargets: readonly Target[] = [values, figures, bundles, texts, merged];
