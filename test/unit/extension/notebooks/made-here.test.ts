import assert from "node:assert/strict";
import { isMadeHere, notebookMetadata } from "../../../../src/extension/notebooks/made-here";

describe("A notebook of the layers kernel", () => {
  it("is known by the kernel that it names, also once it was a file", () => {
    assert.equal(isMadeHere(notebookMetadata()), true);
    assert.equal(isMadeHere(JSON.parse(JSON.stringify(notebookMetadata()))), true);
  });

  const python = { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } };
  for (const metadata of [{ metadata: python }, { metadata: {} }, { metadata: null }, {}, undefined, "text", 3]) {
    it(`is not one of another kernel, or of none: ${JSON.stringify(metadata)}`, () => {
      assert.equal(isMadeHere(metadata), false);
    });
  }
});
