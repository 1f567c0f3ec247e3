import assert from "node:assert/strict";
import { Redraw } from "../../../src/app/page/redraw";

describe("when a page is drawn again", () => {
  let drawings: number;
  let frames: (() => void)[];
  let tasks: (() => void)[];
  let redraw: Redraw;

  beforeEach(() => {
    [drawings, frames, tasks] = [0, [], []];
    redraw = new Redraw({ request: (then) => frames.push(then), soon: (then) => tasks.push(then) }, () => {
      drawings += 1;
    });
  });
  const frame = (): void => {
    for (const then of frames.splice(0)) then();
  };
  const task = (): void => {
    for (const then of tasks.splice(0)) then();
  };

  it("is with the next frame, once for all that changed", () => {
    redraw.withFrame();
    redraw.withFrame();
    assert.equal(drawings, 0);
    frame();
    assert.equal(drawings, 1);
    frame();
    assert.equal(drawings, 1);
  });

  it("is at once for a picture, after what brought it, and not again with the frame that shows it", () => {
    redraw.atOnce();
    assert.equal(drawings, 0);
    task();
    assert.equal(drawings, 1);
    frame();
    assert.equal(drawings, 1);
  });

  it("is with the frame where that comes before the task", () => {
    redraw.atOnce();
    frame();
    task();
    assert.equal(drawings, 1);
  });

  it("is at most once between two frames, and once with each", () => {
    redraw.atOnce();
    task();
    redraw.atOnce();
    redraw.withFrame();
    task();
    assert.equal(drawings, 1);
    frame();
    assert.equal(drawings, 2);
    redraw.atOnce();
    task();
    assert.equal(drawings, 3);
  });
});
