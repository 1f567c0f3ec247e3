import assert from "node:assert/strict";
import { replaceThrough, type FileSystem } from "../../../../src/extension/files/replace-through";
import { obstacleIn } from "../../../../src/extension/files/why-not-written";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const FILE = "/a.json";
const BESIDE = "/.a.json.tmp";

/** A file system in memory, of which some actions fail; `room` is how many bytes all files may have. */
class Memory implements FileSystem<string> {
  readonly files = new Map<string, string>();
  readonly done: string[] = [];
  links: readonly string[] = [];
  room = Infinity;
  readonly = false;
  renames = true;

  constructor(text?: string) {
    if (text !== undefined) this.files.set(FILE, text);
  }

  stat(file: string): Promise<{ type: number; permissions?: number }> {
    const there = this.files.has(file);
    const type = this.links.includes(file) ? 65 : 1;
    if (!there) return Promise.reject(new Error("EntryNotFound (FileSystemError)"));
    return Promise.resolve(this.readonly ? { type, permissions: 1 } : { type });
  }

  readFile(file: string): Promise<Uint8Array> {
    return Promise.resolve(bytes(this.files.get(file) ?? ""));
  }

  /** As VS Code's own does it: the file is cut to nothing first. */
  writeFile(file: string, content: Uint8Array): Promise<void> {
    this.done.push(`write ${file}`);
    this.files.set(file, "");
    const taken = [...this.files.values()].reduce((sum, text) => sum + text.length, 0);
    if (taken + content.length > this.room) return Promise.reject(new Error("ENOSPC: no space left on device, write"));
    this.files.set(file, new TextDecoder().decode(content));
    return Promise.resolve();
  }

  rename(source: string, target: string): Promise<void> {
    this.done.push(`rename ${source} ${target}`);
    if (!this.renames) return Promise.reject(new Error("not supported"));
    this.files.set(target, this.files.get(source) ?? "");
    this.files.delete(source);
    return Promise.resolve();
  }

  delete(file: string): Promise<void> {
    return this.files.delete(file) ? Promise.resolve() : Promise.reject(new Error("EntryNotFound"));
  }
}

const replace = (memory: Memory, text: string): Promise<void> => replaceThrough(memory, FILE, BESIDE, bytes(text));
const left = ({ files }: Memory): unknown => Object.fromEntries(files);

describe("a file that is replaced through VS Code's file systems", () => {
  it("is written beside and renamed, whether it was there or not", async () => {
    for (const memory of [new Memory("old"), new Memory()]) {
      await replace(memory, "new");
      assert.deepEqual(left(memory), { [FILE]: "new" });
      assert.deepEqual(memory.done, [`write ${BESIDE}`, `rename ${BESIDE} ${FILE}`]);
    }
  });

  it("is as it was where there is no room, and nothing is left beside it", async () => {
    for (const text of ["old", undefined]) {
      const memory = new Memory(text);
      memory.room = 5;
      await assert.rejects(replace(memory, "longer"), /ENOSPC/);
      assert.deepEqual(left(memory), text === undefined ? {} : { [FILE]: text });
    }
  });

  it("is not written at all where it is read-only", async () => {
    const memory = new Memory("old");
    memory.readonly = true;
    await assert.rejects(replace(memory, "new"), /read-only/);
    assert.deepEqual([left(memory), memory.done], [{ [FILE]: "old" }, []]);
  });

  it("is written over where its file system knows no rename, or a link leads to it", async () => {
    const [plain, linked] = [new Memory("old"), new Memory("old")];
    plain.renames = false;
    linked.links = [FILE];
    for (const memory of [plain, linked]) {
      await replace(memory, "new");
      assert.deepEqual(left(memory), { [FILE]: "new" });
    }
    assert.deepEqual(linked.done, [`write ${FILE}`]);
  });

  it("is put back where it can only be written over, and there is no room", async () => {
    const memory = new Memory("old");
    memory.links = [FILE];
    memory.room = 5;
    await assert.rejects(replace(memory, "longer"), /ENOSPC/);
    assert.deepEqual(left(memory), { [FILE]: "old" });
  });
});

describe("what keeps a file from being written", () => {
  for (const [obstacle, error] of [
    ["full", Object.assign(new Error("write"), { code: "ENOSPC" })],
    [
      "full",
      new Error("Unable to write file '/a' (Unknown (FileSystemError): Error: ENOSPC: no space left on device)"),
    ],
    ["full", Object.assign(new Error("x"), { code: "EDQUOT" })],
    ["denied", Object.assign(new Error("permission"), { code: "NoPermissions" })],
    ["denied", new Error("EROFS: read-only file system, open '/a'")],
    ["gone", Object.assign(new Error("x"), { code: "ENOENT" })],
    ["other", new Error("the server does not answer")],
    ["other", "no error at all"],
  ] as const) {
    it(`names ${error instanceof Error ? error.message : error}: ${obstacle}`, () =>
      assert.equal(obstacleIn(error), obstacle));
  }
});
