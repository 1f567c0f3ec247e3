import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { replaceOnDisk } from "../../../../src/extension/files/replace-on-disk";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const MODULE = new URL("../../../../src/extension/files/replace-on-disk.ts", import.meta.url).href;

describe("a file that is replaced on the disk", () => {
  let folder = "";
  let file = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "dropout-explorer-files-"));
    file = join(folder, "a.dropout.json");
  });
  afterEach(() => rm(folder, { recursive: true }));
  const names = async () => (await readdir(folder)).sort();

  it("has the new bytes, whether it was there or not, and nothing is left beside it", async () => {
    for (const text of ["first", "", "ü, longer than before"]) {
      await replaceOnDisk(file, bytes(text));
      assert.equal(await readFile(file, "utf8"), text);
    }
    assert.deepEqual(await names(), ["a.dropout.json"]);
  });

  it("is another file from then on: whoever reads the old one reads it to its end", async () => {
    await writeFile(file, "old");
    const before = (await stat(file)).ino;
    await replaceOnDisk(file, bytes("new"));
    assert.notEqual((await stat(file)).ino, before);
  });

  it("keeps its rights", async () => {
    await writeFile(file, "old");
    for (const mode of [0o600, 0o664, 0o755]) {
      await chmod(file, mode);
      await replaceOnDisk(file, bytes("new"));
      assert.equal((await stat(file)).mode & 0o777, mode);
    }
  });

  it("stays behind its link, be it there or not", async () => {
    await mkdir(join(folder, "real"));
    const real = join(folder, "real", "b.json");
    await symlink(join("real", "b.json"), file);
    for (const text of ["first", "second"]) {
      await replaceOnDisk(file, bytes(text));
      assert.ok((await lstat(file)).isSymbolicLink());
      assert.equal(await readFile(real, "utf8"), text);
    }
    assert.deepEqual(await readdir(join(folder, "real")), ["b.json"]);
  });

  it("is as it was where its folder is none, or it is a folder itself", async () => {
    await mkdir(file);
    await assert.rejects(replaceOnDisk(file, bytes("new")), /EISDIR/);
    await assert.rejects(replaceOnDisk(join(folder, "none", "a.json"), bytes("new")), /ENOENT/);
    assert.deepEqual(await names(), ["a.dropout.json"]);
  });

  it("is as it was where the disk takes no more, and nothing is left beside it", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(30_000);
    await writeFile(file, "old");
    // A limit on the size of files stands for a disk that is full: a write ends part of the way.
    const script = `import(${JSON.stringify(MODULE)}).then(({ default: { replaceOnDisk } }) =>
      replaceOnDisk(process.argv[1], new Uint8Array(4_000_000)).then(() => console.log("written"), (error) => console.log(error.code)))`;
    const command = `ulimit -f 2000; exec "$0" --import tsx -e "$1" "$2"`;
    const { stdout } = await promisify(execFile)("sh", ["-c", command, process.execPath, script, file]);
    assert.match(stdout, /EFBIG|ENOSPC/);
    assert.equal(await readFile(file, "utf8"), "old");
    assert.deepEqual(await names(), ["a.dropout.json"]);
  });

  it("is never half written while others replace it at the same time", async () => {
    const texts = Array.from({ length: 8 }, (_, i) => String(i).repeat(200_000));
    await Promise.all(texts.map((text) => replaceOnDisk(file, bytes(text))));
    assert.ok(texts.includes(await readFile(file, "utf8")));
    assert.deepEqual(await names(), ["a.dropout.json"]);
  });
});
