import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { ARTICLE } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { compileKernels } from "../../../src/kernels/compile.mjs";
import { createEngine } from "../../../src/engine/index";
import { spawnFromFile } from "../../../src/workers/node";

const source = (path: string): string => new URL(`../../../src/${path}`, import.meta.url).pathname;
const spec = { ...ARTICLE.spec, trials: 5000 };

describe("in Node", function () {
  this.timeout(30_000);
  let folder = "";

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "dropout-"));
    await compileKernels();
    const shared = {
      bundle: true,
      platform: "node",
      target: "es2022",
      outdir: folder,
      logLevel: "error",
      loader: { ".wasm": "binary" },
    } as const;
    await build({ ...shared, format: "cjs", entryPoints: { "worker.node": source("workers/entry.node.ts") } });
    await build({
      ...shared,
      format: "esm",
      outExtension: { ".js": ".mjs" },
      entryPoints: { core: source("api/core.ts") },
    });
  });
  after(() => rm(folder, { recursive: true }));

  const script = async (body: string): Promise<string> => {
    const file = join(folder, "script.mjs");
    await writeFile(file, `import * as core from "./core.mjs";\n${body}`);
    const { stdout } = await promisify(execFile)(process.execPath, [file], { timeout: 15_000 });
    return stdout;
  };

  it("real worker threads give the bytes of a run at once, and an abort leaves them usable", async () => {
    const engine = createEngine({ spawn: spawnFromFile(join(folder, "worker.node.js")), workers: 2 });
    assert.ok(JSON.stringify(await engine.run(spec)) === JSON.stringify(runHere(spec)));
    const controller = new AbortController();
    const running = engine.run({ ...spec, trials: 1e9 }, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("stop")), 50);
    await assert.rejects(running, /stop/);
    const other = { ...spec, seed: 3, trials: 700 };
    assert.ok(JSON.stringify(await engine.run(other)) === JSON.stringify(runHere(other)));
    engine.dispose();
  });

  it("a worker whose script is missing gives an error that says so", async () => {
    const engine = createEngine({ spawn: spawnFromFile(join(folder, "nothing.js")), workers: 2 });
    await assert.rejects(engine.run(spec), /A worker that ran the trials stopped: .*nothing\.js/s);
  });

  it("a script that awaits explore exits by itself, with the report of a run at once", async () => {
    const written = await script(`const { version, input, layers } = ${JSON.stringify(spec)};
      const report = await core.explore({ version, input, layers, trials: 5000 });
      process.stdout.write(JSON.stringify(report));`);
    assert.ok(written === JSON.stringify(runHere(spec)));
  });

  it("a script whose explore was aborted or refused exits by itself, too", async () => {
    const written = await script(`const spec = ${JSON.stringify(spec)};
      const say = (error) => process.stdout.write(error.message + "\\n");
      await core.explore({ ...spec, trials: 1e9 }, { signal: AbortSignal.timeout(1) }).catch(() => say({ message: "aborted" }));
      await core.explore({ ...spec, trials: 1e9 }, { signal: AbortSignal.timeout(200) }).catch(() => say({ message: "again" }));
      await core.explore({ ...spec, trials: 0 }).catch(say);`);
    assert.match(written, /^aborted\nagain\ntrials: .*whole number from 1/);
  });

  it("the core offers what formats.md says", async () => {
    const written = await script(
      `process.stdout.write(Object.keys(core).sort().join(" ") + " " + core.labelOf(core.parseLayers("Dropout(0.4)")[0]));`,
    );
    assert.equal(written, "explore labelOf mergeReports parseLayers parseSpec Dropout(p=0.4)");
  });
});
