import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/presets";
import { EMPTY_HISTORY, finished, record, redone, undone } from "../../../src/app/history";

const withSeed = (seed: number) => ({ ...ARTICLE.spec, seed });

describe("history", () => {
  it("makes one step of all changes of one gesture", () => {
    let history = record(EMPTY_HISTORY, withSeed(0), "slide");
    history = record(history, withSeed(1), "slide");
    history = record(history, withSeed(2), "slide");
    assert.deepEqual(history.undo, [withSeed(0)]);
  });

  it("makes two steps of two drags of the same slider", () => {
    const first = finished(record(EMPTY_HISTORY, withSeed(0), "slide"));
    assert.deepEqual(record(first, withSeed(1), "slide").undo, [withSeed(0), withSeed(1)]);
  });

  it("never merges changes without a gesture", () => {
    const history = record(record(EMPTY_HISTORY, withSeed(0), null), withSeed(1), null);
    assert.equal(history.undo.length, 2);
  });

  it("comes back to where it was by undo and redo", () => {
    const history = record(EMPTY_HISTORY, withSeed(0), null);
    const back = undone(history, withSeed(1))!;
    assert.deepEqual(back.spec, withSeed(0));
    const forth = redone(back.history, back.spec)!;
    assert.deepEqual(forth.spec, withSeed(1));
    assert.deepEqual(forth.history, history);
  });

  it("forgets what was undone once something else is changed", () => {
    const back = undone(record(EMPTY_HISTORY, withSeed(0), null), withSeed(1))!;
    assert.equal(redone(record(back.history, withSeed(0), null), withSeed(2)), null);
  });

  it("has nothing to undo at first", () => {
    assert.equal(undone(EMPTY_HISTORY, withSeed(0)), null);
    assert.equal(redone(EMPTY_HISTORY, withSeed(0)), null);
  });

  it("keeps a bounded number of steps, the newest", () => {
    let history = EMPTY_HISTORY;
    for (let seed = 0; seed < 200; seed++) history = record(history, withSeed(seed), null);
    assert.ok(history.undo.length <= 100);
    assert.deepEqual(history.undo.at(-1), withSeed(199));
  });
});
