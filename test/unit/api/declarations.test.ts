import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import * as core from "../../../src/api/core";
import { writeDeclarations } from "../../../src/api/declarations.mjs";
import * as python from "../../../src/api/python";

/** A script of a person who has nothing but the two modules. */
const SCRIPT = `
import { explore, labelOf, mergeReports, parseLayers, parseSpec, type ExploreReport, type LayerSpec } from "./core.mjs";
import { readModels, type SourceModel } from "./python.mjs";
const layers: LayerSpec[] = parseLayers("Dropout(0.4), Linear(100, 1)");
const input = { units: 100, distribution: { kind: "constant", value: 1 } } as const;
const report: ExploreReport = await explore({ version: 1, input, layers }, { signal: AbortSignal.timeout(1) });
const mean: number | null = report.layers[0]!.modes.train.mean;
const merged: ExploreReport = mergeReports(report, report);
const labels: string[] = layers.map(labelOf);
const models: SourceModel[] = readModels("x");
const p: number | null | undefined = models[0]!.layers[0]!.p;
// @ts-expect-error a spec has no such kind
await explore({ version: 1, input, layers: [{ kind: "conv9d" }] });
export { mean, merged, labels, p, parseSpec };
`;

describe("the declarations of dist/core.mjs and dist/python.mjs", function () {
  this.timeout(240_000);
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "dropout-"));
    await writeDeclarations(folder);
  });
  after(() => rm(folder, { recursive: true }));

  it("are all that a program needs to use them, in strict TypeScript", async () => {
    const file = join(folder, "script.mts");
    await writeFile(file, SCRIPT);
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      strict: true,
      types: [],
      noEmit: true,
    });
    const found = ts
      .getPreEmitDiagnostics(program)
      .map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
    assert.deepEqual(found, []);
  });

  for (const [name, module] of Object.entries({ core, python })) {
    it(`declare every value that ${name} exports, and no other`, async () => {
      const text = await readFile(join(folder, `${name}.d.mts`), "utf8");
      const values = [...text.matchAll(/^export declare (?:function|class|const) (\w+)/gm)].map(([, value]) => value);
      assert.deepEqual([...new Set(values)].sort(), Object.keys(module).sort());
    });
  }
});
