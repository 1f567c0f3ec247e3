import assert from "node:assert/strict";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { addressWith, keepToken, newToken, pageTo } from "../../host/rig/token";

describe("the token of a server", () => {
  let folder = "";
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "dropout-explorer-token-"))));
  afterEach(() => rm(folder, { recursive: true }));
  const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

  it("is of 256 bits in characters that VS Code takes, and another one each time", () => {
    const tokens = Array.from({ length: 100 }, newToken);
    for (const token of tokens) assert.match(token, /^[0-9A-Za-z_-]{43}$/);
    assert.equal(new Set(tokens).size, tokens.length);
  });

  it("lies in a file and a folder that only their owner may read, whatever was there", async () => {
    await chmod(folder, 0o755);
    await writeFile(join(folder, "connection-token"), "old", { mode: 0o644 });
    const file = await keepToken(folder, "new");
    assert.deepEqual([await modeOf(folder), await modeOf(file)], [0o700, 0o600]);
    assert.equal(await readFile(file, "utf8"), "new");
  });

  it("is in the address beside what the page is to show", () => {
    const url = new URL(addressWith(8123, "a_b-c", { folder: "/a b&c/é", payload: '[["x","y"]]' }));
    assert.equal(url.origin, "http://127.0.0.1:8123");
    assert.deepEqual(
      [...url.searchParams],
      [
        ["tkn", "a_b-c"],
        ["folder", "/a b&c/é"],
        ["payload", '[["x","y"]]'],
      ],
    );
  });

  it("is in no word of the command that opens a browser, but in a page of the owner's", async () => {
    const address = await pageTo(folder, addressWith(1, "secret", { folder: '/x"y' }));
    assert.doesNotMatch(address, /secret/);
    const file = fileURLToPath(address);
    assert.equal(await modeOf(file), 0o600);
    assert.match(await readFile(file, "utf8"), /url=http:\/\/127\.0\.0\.1:1\/\?tkn=secret&amp;folder=%2Fx%22y"/);
  });
});
