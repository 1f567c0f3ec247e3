import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { layerSentence, reportSvg, reportText, shownLayer } from "../../../src/figure/index";
import type { Report } from "../../../src/formats/index";
import { probe, probedArticle } from "./probe-reports";

/** What reports look like; a change is looked at as a difference of these files. `npm run golden` writes them. */
const GOLDEN = join(__dirname, "..", "..", "golden");
const WRITES = process.env["WRITE_GOLDEN"] === "1";
const TRIALS = 500;

const reports: readonly (readonly [string, () => Report])[] = [
  ...PRESETS.map(({ id, spec }) => [id, () => runHere({ ...spec, trials: TRIALS })] as const),
  ["probe", probe],
  ["probe-article", probedArticle],
];

function files(report: Report): Readonly<Record<string, string>> {
  const sentences = report.layers.map(
    ({ name, label }, index) => `${name} ${label}\n    ${layerSentence(report, index)}`,
  );
  return {
    svg: reportSvg(report).replaceAll("><", ">\n<"),
    txt: `${reportText(report)}\n\n${sentences.join("\n")}\n\nShown first: ${shownLayer(report)}\n`,
  };
}

describe("What a report looks like", () => {
  for (const [name, make] of reports) {
    it(`is as it was: ${name}`, () => {
      for (const [kind, text] of Object.entries(files(make()))) {
        const file = join(GOLDEN, `${name}.${kind}`);
        if (WRITES) mkdirSync(GOLDEN, { recursive: true });
        if (WRITES) writeFileSync(file, text);
        assert.equal(
          text,
          readFileSync(file, "utf8"),
          `${name}.${kind} is another: look at it with npm run golden and git diff`,
        );
      }
    });
  }

  it("is that of these reports, and of no others", () => {
    const expected = reports.flatMap(([name]) => [`${name}.svg`, `${name}.txt`]);
    assert.deepEqual(readdirSync(GOLDEN).sort(), expected.sort());
  });
});
