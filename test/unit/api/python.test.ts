import assert from "node:assert/strict";
import { join } from "node:path";
import { build } from "esbuild";
import type * as Python from "../../../src/api/python";

describe("dist/python.mjs", () => {
  it("stands alone: it imports nothing, and reads models where there is neither VS Code nor a page", async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(__dirname, "..", "..", "..", "src", "api", "python.ts")],
      bundle: true,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    assert.deepEqual(
      Object.values(metafile.outputs).flatMap(({ imports }) => imports),
      [],
    );
    const script = Buffer.from(outputFiles[0]!.contents).toString("base64");
    const { readModels } = (await import(`data:text/javascript;base64,${script}`)) as typeof Python;
    const [model] = readModels("model = nn.Sequential(nn.Linear(8, 4), nn.Dropout(0.3))");
    assert.deepEqual(
      model!.layers.map(({ kind, p }) => [kind, p]),
      [
        ["linear", undefined],
        ["dropout", 0.3],
      ],
    );
  });
});
