import assert from "node:assert/strict";
import { ARTICLE } from "../../../../src/core/presets";
import { issueBody } from "../../../../src/extension/commands/issue-body";

const facts = { extension: "0.1.0", vscode: "1.100.0", host: "Code (desktop)" };

describe("A reported issue", () => {
  it("says versions, host and the experiment", () => {
    const body = issueBody({ ...facts, spec: ARTICLE.spec });
    for (const part of ["0.1.0", "1.100.0", "Code (desktop)", '"p":0.4']) assert.ok(body.includes(part), part);
  });

  it("fits into an address, however long the lists are", () => {
    const values = Array.from({ length: 65_536 }, (_, i) => i / 7);
    const spec = {
      ...ARTICLE.spec,
      input: { units: values.length, distribution: { kind: "values" as const, values } },
    };
    const body = issueBody({
      ...facts,
      spec: { ...spec, layers: Array.from({ length: 900 }, () => ({ kind: "relu" as const })) },
    });
    assert.ok(body.length < 4000);
    assert.match(body, /65536 numbers/);
  });
});
