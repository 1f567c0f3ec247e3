import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/presets";
import { EMPTY_HISTORY, finished, followed, record, redone, undone } from "../../../src/app/history";
import type { Step } from "../../../src/formats/index";

const withSeed = (seed: number): Step => ({
  spec: { ...ARTICLE.spec, seed },
  preset: `preset ${seed}`,
  assumptions: [`assumption ${seed}`],
});

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

  it("comes back to where it was by undo and redo, with all that belongs to it", () => {
    const history = record(EMPTY_HISTORY, withSeed(0), null);
    const back = undone(history, withSeed(1))!;
    assert.deepEqual(back.step, withSeed(0));
    const forth = redone(back.history, back.step)!;
    assert.deepEqual(forth.step, withSeed(1));
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

  it("knows the step on which a document went by itself, and none where it went elsewhere", () => {
    const history = record(record(EMPTY_HISTORY, withSeed(0), null), withSeed(1), null);
    const back = followed(history, withSeed(2), withSeed(1).spec)!;
    assert.deepEqual(back, undone(history, withSeed(2)));
    assert.deepEqual(followed(back.history, back.step, withSeed(2).spec), redone(back.history, back.step));
    assert.equal(followed(history, withSeed(2), withSeed(7).spec), null);
  });

  it("keeps a bounded number of steps, the newest", () => {
    let history = EMPTY_HISTORY;
    for (let seed = 0; seed < 200; seed++) history = record(history, withSeed(seed), null);
    assert.ok(history.undo.length <= 100);
    assert.deepEqual(history.undo.at(-1), withSeed(199));
  });
});
