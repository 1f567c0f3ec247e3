import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { supportedLayers } from "../../docs/supported-layers";

const PAGE = join(__dirname, "..", "..", "..", "docs", "supported-layers.md");
const WRITES = process.env["WRITE_GOLDEN"] === "1";

describe("The page of supported layers", () => {
  it("says what the tables of kinds and of the reader say", () => {
    const text = supportedLayers();
    if (WRITES) writeFileSync(PAGE, text);
    assert.equal(readFileSync(PAGE, "utf8"), text, "write the page by npm run docs:layers, and look at git diff");
  });
});
