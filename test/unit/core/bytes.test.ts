import assert from "node:assert/strict";
import { PRESETS } from "../../../src/core/presets";
import { asRecorded, digestOf, RECORDED_BYTES } from "./recorded-bytes";
import { run } from "./support";

describe("the bytes of a report", () => {
  for (const { id, spec } of PRESETS) {
    it(`of the preset "${id}" are the recorded ones, on every host`, async () => {
      assert.equal(await digestOf(asRecorded(run(spec))), RECORDED_BYTES[id]);
    });
  }
});
