import assert from "node:assert/strict";
import { beginningIn, specFileFor, type FilePlace } from "../../../../src/extension/spec-files/spec-file";

class File implements FilePlace<File> {
  constructor(readonly path: string) {}
  with({ path }: { readonly path: string }): File {
    return new File(path);
  }
}

/** Chooses a name where some files exist already: the file to write, and the files that the person was asked about. */
async function choose(path: string, existing: readonly string[], answer = false) {
  const asked: string[] = [];
  const file = await specFileFor(new File(path), {
    exists: (other) => Promise.resolve(existing.includes(other.path)),
    mayReplace: (other) => {
      asked.push(other.path);
      return Promise.resolve(answer);
    },
  });
  return { path: file?.path, asked };
}

describe("The file for the one that was chosen in a save dialog", () => {
  it("is that one where it has the suffix, which the dialog has asked about", async () => {
    assert.deepEqual(await choose("/a/b.dropout.json", ["/a/b.dropout.json"]), {
      path: "/a/b.dropout.json",
      asked: [],
    });
  });

  it("gets the suffix, whole, where it lacks it", async () => {
    for (const name of ["/a/b", "/a/b.json", "/a/b.dropout"]) {
      assert.deepEqual(await choose(name, [name]), { path: "/a/b.dropout.json", asked: [] });
    }
  });

  it("is replaced only where the person says so, if the suffix leads to a file that is there", async () => {
    const there = ["/a/b.dropout.json"];
    assert.deepEqual(await choose("/a/b.json", there), { path: undefined, asked: there });
    assert.deepEqual(await choose("/a/b.json", there, true), { path: there[0], asked: there });
  });
});

describe("A new spec file", () => {
  it("begins unsaved in its folder where an untitled document finds it again", () => {
    for (const scheme of ["file", "vscode-remote"]) assert.equal(beginningIn(scheme, true), "inFolder");
  });

  it("is asked for without a folder and in a virtual one, and has no name where nothing can be written", () => {
    assert.equal(beginningIn(undefined, undefined), "asked");
    assert.equal(beginningIn("vscode-vfs", true), "asked");
    assert.equal(beginningIn("memfs", undefined), "asked");
    assert.equal(beginningIn("github", false), "nameless");
  });
});
