import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cached } from "../../host/rig/cache";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const write = (folder: string) => writeFile(join(folder, "file"), "whole");

describe("the cache of downloads", () => {
  const before = process.env["DROPOUT_EXPLORER_CACHE"];
  let root = "";
  const names = async () => (await readdir(root)).sort();

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "dropout-explorer-cache-"));
    process.env["DROPOUT_EXPLORER_CACHE"] = root;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env["DROPOUT_EXPLORER_CACHE"];
    else process.env["DROPOUT_EXPLORER_CACHE"] = before;
    await rm(root, { recursive: true });
  });

  /** A folder that an install left behind so many minutes ago. */
  async function leftBehind(name: string, minutes: number): Promise<void> {
    const then = new Date(Date.now() - minutes * 60_000);
    await mkdir(join(root, name));
    await write(join(root, name));
    await utimes(join(root, name), then, then);
  }

  it("is filled once, and not with half of anything", async () => {
    await assert.rejects(cached("a", () => Promise.reject(new Error("offline"))));
    assert.deepEqual(await names(), []);
    assert.equal(await cached("a", write), join(root, "a"));
    await cached("a", () => assert.fail("it is there"));
    assert.deepEqual(await names(), ["a"]);
  });

  it("loses what a killed install left behind, also where nothing is to be installed, and nothing else", async () => {
    await leftBehind("partial-a-1", 60);
    await leftBehind("a", 60);
    await leftBehind("partial-b-2", 1);
    await cached("a", () => assert.fail("it is there"));
    assert.deepEqual(await names(), ["a", "partial-b-2"]);
  });

  it("keeps a folder that someone else is filling, however long that takes", async () => {
    const patience = 500;
    const slow = cached("slow", (folder) => wait(4 * patience).then(() => write(folder)), patience);
    for (let time = 0; time < 6; time++) {
      await wait(patience / 2);
      await cached("quick", write, patience);
    }
    assert.deepEqual(await readdir(await slow), ["file"]);
    assert.deepEqual(await names(), ["quick", "slow"]);
  });
});
