import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { VSIX } from "../rig/project";

describe("The package", () => {
  it("is smaller than 900 KB", () => {
    assert.ok(statSync(VSIX).size < 900_000, `${statSync(VSIX).size} bytes`);
  });
});
