import assert from "node:assert/strict";
import { isJsonServers, withoutRepeats } from "../../../../src/extension/diagnostics/repeats";

describe("Issues that someone else has underlined", () => {
  it("are left to them; all others stay", () => {
    const ours = [
      { from: 0, to: 1 },
      { from: 10, to: 13 },
      { from: 20, to: 25 },
    ];
    assert.deepEqual(withoutRepeats(ours, [{ from: 11, to: 12 }]), [ours[0], ours[2]]);
    assert.deepEqual(withoutRepeats(ours, []), ours);
  });

  it("are those of the JSON language server, not of a spell checker or of ourselves", () => {
    const [error, warning, information] = [0, 1, 2];
    for (const source of ["json", "jsonc", undefined]) {
      assert.ok(isJsonServers({ source, severity: error }));
      assert.ok(isJsonServers({ source, severity: warning }));
      assert.ok(!isJsonServers({ source, severity: information }));
    }
    for (const source of ["cSpell", "Dropout Explorer"]) assert.ok(!isJsonServers({ source, severity: error }));
  });
});
