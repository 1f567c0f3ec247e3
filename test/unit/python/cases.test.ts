import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readModels } from "../../../src/python/index";
import { caseFile, casesIn } from "./case-files";
import { modelsText } from "./case-notation";

/** What is read of Python; a change is looked at as a difference of these files. `npm run cases` writes what is read. */
const CASES = join(__dirname, "..", "..", "cases");
const WRITES = process.env["WRITE_CASES"] === "1";

const read = (source: string): string => modelsText(source, readModels(source));

describe("What is read of Python", () => {
  for (const name of readdirSync(CASES).sort()) {
    const file = join(CASES, name);
    const shown = `test/cases/${name}`;
    const cases = casesIn(shown, readFileSync(file, "utf8"));
    const now = WRITES ? cases.map((one) => ({ ...one, expected: read(one.source) })) : cases;
    if (WRITES) writeFileSync(file, caseFile(now));

    describe(name, () => {
      for (const { title, line, source, expected } of now) {
        it(title, () => {
          assert.equal(
            read(source),
            expected,
            `${shown}:${line} is read differently: npm run cases and git diff show how`,
          );
        });
      }
    });
  }
});
