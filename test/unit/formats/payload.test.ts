import assert from "node:assert/strict";
import fc from "fast-check";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { readPayload, readReportFile, whyNotOpened, type Refusal } from "../../../src/formats/index";
import { probe } from "../figure/probe-reports";
import { NEWEST_VERSION } from "../../../src/formats/version";

const read = (value: unknown, bytes = 1000) => readPayload(JSON.stringify(value), bytes);
const refusal = (value: unknown, bytes?: number): Refusal => {
  const reading = read(value, bytes);
  assert.ok("refusal" in reading);
  return reading.refusal;
};

describe("what a notebook or a file holds", () => {
  it("is a report of either kind", () => {
    for (const report of [runHere({ ...PRESETS[0]!.spec, trials: 20 }), probe()])
      assert.deepEqual(read(report), { report });
  });

  it("of a real model may leave units and sizes open, and ignores keys it does not know", () => {
    const { layers } = probe();
    const open = probe({ layers: layers.map((layer) => ({ ...layer, units: null, shape: null })) });
    assert.deepEqual(read({ ...open, later: 1 }), { report: open });
  });

  for (const [what, value, message] of [
    ["a list", [], /^A report is an object with "version", "kind", "runs" and "layers"$/],
    ["no kind", { version: 1 }, /^kind: this is missing, and a report is of kind "explore" or "probe"$/],
    ["another kind", { kind: "sweep" }, /^kind: this is "sweep", and a report is of kind "explore" or "probe"$/],
    ["no model", { ...probe(), model: undefined }, /^model: this is missing$/],
    ["runs that aren't a list", { ...probe(), runs: 3 }, /^runs: this is 3, and it must be a list$/],
    [
      "a half batch",
      probe({ runs: [{ ...probe().runs[0]!, batches: 1.5 }] }),
      /^runs\[0\]\.batches: this is 1\.5, and it must be a whole number/,
    ],
  ] as const) {
    it(`is refused for ${what}, in words and with the place`, () => {
      const { reason, message: said } = refusal(value);
      assert.equal(reason, "broken");
      assert.match(said, message);
    });
  }

  it("is told apart where it is of a newer version, whatever else is in it", () => {
    const version = NEWEST_VERSION + 1;
    assert.equal(refusal({ version }).reason, "newer");
    assert.equal(refusal({ ...probe(), version }).reason, "newer");
    assert.equal(refusal({ ...probe(), version: String(version) }).reason, "broken");
  });

  it("is drawn in a notebook up to 5 MB, and opened from a file up to 100", () => {
    assert.ok("report" in read(probe(), 5_000_000));
    assert.deepEqual(refusal(probe(), 5_000_001), {
      reason: "tooLarge",
      message: "This report has 5.0 MB, more than the 5.0 MB that are drawn here",
      value: JSON.parse(JSON.stringify(probe())) as unknown,
    });
    const text = JSON.stringify(probe());
    assert.ok("report" in readReportFile(text, 100_000_000));
    assert.ok("refusal" in readReportFile(text, 100_000_001));
  });

  it("is not even looked into where it is huge, and a file's size says so before it is read", () => {
    assert.equal(refusal(probe(), 20_000_001).value, undefined);
    assert.equal(whyNotOpened(100_000_000), null);
    assert.equal(
      whyNotOpened(400_000_000),
      "This report has 400.0 MB, more than the 100.0 MB that are drawn here: open one of fewer layers",
    );
  });

  it("is refused with the place where it stops being JSON", () => {
    const reading = readPayload('{\n "kind": NaN\n}', 20);
    assert.ok("refusal" in reading);
    assert.equal(reading.refusal.message, 'It is not JSON: "N" cannot stand at line 2, column 10');
  });

  it("is refused in words where it isn't JSON", () => {
    for (const text of ["", " ", "{", '{"a": NaN}', "nan"]) {
      const reading = readPayload(text, text.length);
      assert.ok("refusal" in reading && reading.refusal.value === undefined);
      assert.match(reading.refusal.message, /^(It is not JSON: |There is nothing in it)/);
    }
  });

  it("is a report or a refusal, never an exception", () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.nat(), (text, bytes) => {
        const reading = readPayload(text, bytes);
        assert.ok("report" in reading || reading.refusal.message.length > 10);
      }),
    ));
});
