import assert from "node:assert/strict";
import * as vscode from "vscode";
import { FileWriter } from "../../../../src/extension/files/file-writer";
import { activeTab, api, closeAll, sample } from "./samples";

const SCHEME = "dropout-explorer-full";
const FILE = vscode.Uri.from({ scheme: SCHEME, path: "/experiment.dropout.json" });
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A disk in memory with room for so many bytes, where a file may say that it has more than it has. */
class SmallDisk implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  readonly read: string[] = [];
  room = Infinity;
  claimed: number | undefined;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    if (path === "/") return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const bytes = this.files.get(path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.claimed ?? bytes.length };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    this.read.push(path);
    const bytes = this.files.get(path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
    return bytes;
  }

  writeFile({ path }: vscode.Uri, content: Uint8Array): void {
    this.files.set(path, new Uint8Array());
    const taken = [...this.files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    if (taken + content.length > this.room) throw new Error("ENOSPC: no space left on device, write");
    this.files.set(path, content);
  }

  delete({ path }: vscode.Uri): void {
    if (!this.files.delete(path)) throw vscode.FileSystemError.FileNotFound(path);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.files.set(to.path, this.readFile(from));
    this.files.delete(from.path);
  }
}

describe("the files of the extension", () => {
  const disk = new SmallDisk();
  let registration: vscode.Disposable | undefined;
  before(async () => {
    await api();
    registration = vscode.workspace.registerFileSystemProvider(SCHEME, disk);
  });
  beforeEach(() => {
    disk.files.clear();
    disk.read.length = 0;
    disk.claimed = undefined;
    disk.room = Infinity;
  });
  after(() => {
    registration?.dispose();
  });
  afterEach(() => closeAll());

  it("are replaced through VS Code, and nothing is left beside them", async () => {
    const file = vscode.Uri.joinPath(sample("article.dropout.json"), "..", "written.txt");
    const folder = vscode.Uri.joinPath(file, "..");
    const before = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    for (const written of ["first", "second, and longer"]) {
      await new FileWriter().write(file, written);
      assert.equal(text(await vscode.workspace.fs.readFile(file)), written);
    }
    const after = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.deepEqual(
      after.filter((name) => !before.includes(name)),
      ["written.txt"],
    );
    await vscode.workspace.fs.delete(file);
  });

  it("are as they were on a full disk, and the person reads what to do", async () => {
    disk.files.set(FILE.path, new TextEncoder().encode("old"));
    disk.room = 10;
    await assert.rejects(
      new FileWriter().write(FILE, "longer than there is room for"),
      /experiment\.dropout\.json couldn't be written: the disk is full\. .*Free some space/,
    );
    assert.deepEqual(
      [...disk.files].map(([path, bytes]) => [path, text(bytes)]),
      [[FILE.path, "old"]],
    );
  });

  it("are not read by Open Report where their size says that they are refused", async () => {
    const open = (path: string) => vscode.commands.executeCommand("dropoutExplorer.openReport", FILE.with({ path }));
    for (const path of ["/huge.json", "/small.json"]) disk.files.set(path, new TextEncoder().encode("{}"));
    disk.claimed = 400_000_000;
    await open("/huge.json");
    assert.deepEqual(disk.read, []);
    disk.claimed = undefined;
    await open("/small.json");
    assert.deepEqual(disk.read, ["/small.json"]);
    assert.equal(activeTab(), undefined);
  });
});
