import assert from "node:assert/strict";
import { mergeReports } from "../../../src/api/core";
import { ARTICLE, mergeReports as mergeParsed } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { ReportError, type ExploreReport } from "../../../src/formats/index";

const report = (seed: number): ExploreReport => runHere({ ...ARTICLE.spec, trials: 50, seed });
const refuses = (merge: () => unknown, path: string): void =>
  assert.throws(merge, (error) => error instanceof ReportError && error.path === path, path);

describe("mergeReports of dist/core.mjs", () => {
  const [a, b] = [report(1), report(2)];

  it("merges reports as they were returned, and as they were written and read again", () => {
    const merged = mergeParsed(a, b);
    assert.deepEqual(mergeReports(a, b), merged);
    assert.deepEqual(mergeReports(JSON.parse(JSON.stringify(a)) as ExploreReport, b), merged);
  });

  it("refuses what isn't a report of explore, by the argument and the place in it", () => {
    refuses(() => mergeReports({ ...a, layers: [] }, b), "a.layers");
    refuses(() => mergeReports(a, { ...b, layers: b.layers.slice(1) }), "b.layers");
    refuses(() => mergeReports(null as never, b), "a");
    refuses(() => mergeReports(a, { ...b, version: 2 }), "b");
    const probe = { version: 1, kind: "probe", model: "net", runs: [], layers: [], notes: [] };
    refuses(() => mergeReports(probe as never, b), "a.kind");
  });

  it("says what is wrong once", () => {
    assert.throws(() => mergeReports({ ...a, layers: [] }, b), /^ReportError: a\.layers: (?!.*layers:)/);
  });
});
