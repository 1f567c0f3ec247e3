import assert from "node:assert/strict";
import { withoutRepeats } from "../../../src/extension/diagnostics/repeats";

describe("Issues that someone else has underlined", () => {
  it("are left to them; all others stay", () => {
    const ours = [
      { offset: 0, length: 1 },
      { offset: 10, length: 3 },
      { offset: 20, length: 5 },
    ];
    assert.deepEqual(withoutRepeats(ours, [{ offset: 11, length: 1 }]), [ours[0], ours[2]]);
    assert.deepEqual(withoutRepeats(ours, []), ours);
  });
});
