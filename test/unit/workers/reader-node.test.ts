import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { PythonReader } from "../../../src/extension/reader/python-reader";
import { spawnProcess } from "../../../src/workers/process";
import type { FromReader, ToReader } from "../../../src/workers/reading/protocol";

const source = (path: string): string => new URL(`../../../src/${path}`, import.meta.url).pathname;
const NET = "from torch import nn\nnet = nn.Sequential(nn.Linear(4, 2), nn.Dropout(0.5))\n";
const PATIENCE = { start: 20_000, job: 10_000, others: 250 };

describe("A reader in Node", function () {
  this.timeout(60_000);
  let folder = "";

  /** Builds the reader that ships, or one of a few lines. */
  async function built(name: string, contents = 'import "./process.node";'): Promise<string> {
    const outfile = join(folder, `${name}.js`);
    await build({
      stdin: { contents, resolveDir: source("workers/reading"), loader: "ts" },
      outfile,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "es2022",
      logLevel: "error",
    });
    return outfile;
  }

  const service = (file: string, patience = PATIENCE): PythonReader =>
    new PythonReader(spawnProcess<ToReader, FromReader>(file), patience);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "dropout-reader-"));
    await built("reader.node", 'import "./entry.node";');
  });
  after(() => rm(folder, { recursive: true }));

  it("tells of the models of a document, and of a thread's own errors as they were thrown", async () => {
    const reading = service(await built("reader.process"));
    const document = reading.open();
    const [net] = (await document.read(NET)).models;
    assert.deepEqual([net?.name, net?.said.code], ["net", ["nn.Linear(4, 2)", "nn.Dropout(0.5)"]]);
    const [moved] = (await document.read(`# above\n${NET}`)).models;
    assert.deepEqual([moved?.from, moved?.said], [net!.from + 8, net!.said]);
    reading.dispose();
  });

  it("that loops is ended, and one that aborts for want of memory dies alone", async () => {
    // What the reader does with such texts is its own business; here it must not matter.
    await built(
      "hostile/reader.node",
      `import "../web-names.node";
      addEventListener("message", ({ data }) => {
        if (data.text.includes("loop")) for (;;);
        // As V8 does where one allocation fails.
        if (data.text.includes("memory")) process.kill(process.pid, "SIGABRT");
        postMessage({ type: "models", job: data.job, change: undefined, models: [] });
        postMessage({ type: "read", job: data.job });
      });
      postMessage({ type: "ready" });`,
    );
    const reading = service(await built("hostile/reader.process"), { ...PATIENCE, job: 3000 });
    const [a, b, c] = [reading.open(), reading.open(), reading.open()];
    await assert.rejects(a.read("loop"), { name: "TookTooLong" });
    assert.deepEqual((await c.read("calm")).models, []);
    await assert.rejects(b.read("memory"), { name: "ReaderDied" });
    assert.deepEqual((await c.read("calm again")).models, []);
    reading.dispose();
  });

  it("whose script is missing is said to be, and is started once it is there", async () => {
    const reading = service(join(folder, "late.js"));
    await assert.rejects(reading.open().read(NET), {
      name: "ReaderNotStarted",
      message: /couldn't be started: it ended with code 1/,
    });
    await built("late");
    assert.equal((await reading.open().read(NET)).models.length, 1);
    reading.dispose();
  });
});
