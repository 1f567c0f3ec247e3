import { shown } from "../fake-vscode";
import assert from "node:assert/strict";
import { forPerson, inBackground, logFailuresTo } from "../../../../src/extension/ui/background";

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("What nobody waits for", () => {
  let logged: string[];
  beforeEach(() => {
    logged = [];
    shown.length = 0;
    logFailuresTo({ error: (message) => logged.push(message) });
  });
  after(() => logFailuresTo(console));

  it("is in the log where it fails, with what was going on", async () => {
    inBackground("code watch", Promise.reject(new Error("the file is gone")));
    inBackground("code watch", Promise.resolve());
    await settled();
    assert.equal(logged.length, 1);
    assert.match(logged[0]!, /^code watch: Error: the file is gone/);
    assert.deepEqual(shown, []);
  });

  it("is also shown where a person asked for it, whether it rejects or throws at once", async () => {
    forPerson("copy", () => Promise.reject(new Error("it is refused")), "Couldn't copy");
    forPerson("undo", () => {
      throw new Error("the editor is gone");
    });
    forPerson("copy", () => Promise.resolve());
    await settled();
    assert.deepEqual(shown.map(({ text }) => text).sort(), ["Couldn't copy: it is refused", "the editor is gone"]);
    assert.equal(logged.length, 2);
  });
});
