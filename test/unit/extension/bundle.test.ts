import assert from "node:assert/strict";
import { build } from "esbuild";

const ROOT = new URL("../../../", import.meta.url).pathname;

describe("What an extension host loads", () => {
  it("has no parser of Python in it: that is loaded where reading can be ended", async () => {
    const { metafile } = await build({
      entryPoints: [`${ROOT}src/extension/main.web.ts`],
      absWorkingDir: ROOT,
      bundle: true,
      write: false,
      metafile: true,
      format: "cjs",
      platform: "browser",
      external: ["vscode"],
      logLevel: "error",
    });
    const parsers = Object.keys(metafile.inputs).filter((path) => /@lezer|python\/models\/reader|notation\/source/.test(path)); // prettier-ignore
    assert.deepEqual(parsers, []);
  });
});
