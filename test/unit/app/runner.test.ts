import assert from "node:assert/strict";
import { Runner, type RunState } from "../../../src/app/runner";
import { articleWith, FakeClock, FakeEngine, settled } from "./fakes";

describe("the live runner", () => {
  let engine: FakeEngine;
  let clock: FakeClock;
  let runner: Runner;
  let state: RunState;

  const shownP = (): unknown => (state.shown?.spec.layers[0] as { p?: number } | undefined)?.p;
  const runP = (index: number): unknown => (engine.runs[index]?.spec.layers[0] as { p?: number } | undefined)?.p;
  const isAborted = (index: number): boolean => engine.runs[index]?.options.signal?.aborted === true;

  beforeEach(() => {
    engine = new FakeEngine();
    clock = new FakeClock();
    runner = new Runner(engine, clock, (next) => (state = next));
  });

  it("shows the first partial report, and the whole one when it is there", async () => {
    runner.show(articleWith(0.4), false);
    engine.last.partial(2048);
    assert.deepEqual(
      [state.phase, state.shown?.report.runs[0]?.trials, state.shown?.complete],
      ["running", 2048, false],
    );
    engine.last.finish();
    await settled();
    assert.deepEqual([state.phase, state.shown?.report.runs[0]?.trials, state.shown?.complete], ["done", 10_000, true]);
  });

  it("lets a run show one picture before it is replaced, and then runs the newest alone", () => {
    runner.show(articleWith(0.1), true);
    runner.show(articleWith(0.2), true);
    runner.show(articleWith(0.3), true);
    assert.equal(engine.runs.length, 1);
    engine.last.partial(256);
    assert.equal(shownP(), 0.1);
    assert.ok(isAborted(0));
    assert.deepEqual([engine.runs.length, runP(1)], [2, 0.3]);
  });

  it("replaces a run at once that has shown a picture", () => {
    runner.show(articleWith(0.1), true);
    engine.last.partial(256);
    runner.show(articleWith(0.2), true);
    assert.deepEqual([engine.runs.length, runP(1)], [2, 0.2]);
  });

  it("still draws while a slider moves on and on and every picture takes half a second", () => {
    for (let step = 0; step < 50; step++) {
      runner.show(articleWith(step / 100), true);
      clock.advance(10);
    }
    assert.equal(engine.runs.length, 1);
    engine.last.partial(256);
    assert.equal(shownP(), 0);
    assert.equal(runP(1), 0.49);
  });

  it("gives up a run that shows nothing for something that rests", () => {
    runner.show(articleWith(0.1), false);
    runner.show(articleWith(0.2), false);
    clock.advance(1000);
    assert.ok(isAborted(0));
    assert.equal(runP(1), 0.2);
  });

  it("hears nothing of a run that was replaced", async () => {
    runner.show(articleWith(0.1), true);
    engine.last.partial(256);
    runner.show(articleWith(0.2), true);
    engine.runs[0]!.partial(512);
    engine.runs[0]!.finish();
    await settled();
    assert.equal(state.shown?.report.runs[0]?.trials, 256);
    assert.equal(state.phase, "running");
  });

  it("goes on with the run under way when the slider comes to rest where it is", () => {
    runner.show(articleWith(0.1), true);
    runner.show(articleWith(0.1), false);
    assert.equal(engine.runs.length, 1);
    assert.ok(!isAborted(0));
  });

  it("waits with a run of more than ten seconds until it is asked to start, and keeps the picture as an earlier one", async () => {
    runner.show(articleWith(0.1), false);
    engine.last.finish();
    await settled();
    engine.seconds = 25;
    runner.show(articleWith(0.2), false);
    assert.deepEqual([state.phase, state.seconds, engine.runs.length], ["waiting", 25, 1]);
    assert.deepEqual([shownP(), state.stale], [0.1, true]);
    runner.start();
    assert.deepEqual([state.phase, runP(1)], ["running", 0.2]);
  });

  it("shows pictures of a long run while a slider moves, and waits when it rests", () => {
    engine.seconds = 25;
    runner.show(articleWith(0.1), true);
    engine.last.partial(2048);
    assert.equal(shownP(), 0.1);
    runner.show(articleWith(0.1), false);
    assert.ok(isAborted(0));
    assert.deepEqual([state.phase, state.stale], ["waiting", false]);
  });

  it("stops when it is asked to, keeps the last picture, and starts again", () => {
    engine.seconds = 5;
    runner.show(articleWith(0.1), false);
    engine.last.partial(2048);
    runner.stop();
    assert.ok(isAborted(0));
    assert.deepEqual([state.phase, shownP()], ["stopped", 0.1]);
    runner.start();
    assert.equal(state.phase, "running");
  });

  it("says why a run failed and keeps the picture", async () => {
    runner.show(articleWith(0.1), false);
    engine.last.finish();
    await settled();
    runner.show(articleWith(0.2), false);
    engine.last.fail("The worker stopped");
    await settled();
    assert.deepEqual([state.phase, state.error, shownP()], ["failed", "The worker stopped", 0.1]);
  });

  it("calls a picture stale after a moment, not while a slider moves", async () => {
    runner.show(articleWith(0.1), false);
    engine.last.finish();
    await settled();
    for (let step = 0; step < 40; step++) {
      runner.show(articleWith(0.2 + step / 100), true);
      clock.advance(30);
      assert.equal(state.stale, false);
    }
    clock.advance(300);
    assert.equal(state.stale, true);
    engine.last.partial(256);
    assert.equal(state.stale, false);
  });

  it("does not call a picture of fewer trials stale", async () => {
    runner.show(articleWith(0.1), false);
    engine.last.finish();
    await settled();
    runner.show({ ...articleWith(0.1), trials: 100_000 }, false);
    clock.advance(1000);
    assert.equal(state.stale, false);
  });

  it("computes nothing again when a long run is undone and done again", async () => {
    runner.show(articleWith(0.1), false);
    engine.last.finish();
    await settled();
    engine.seconds = 25;
    runner.show(articleWith(0.2), false);
    runner.show(articleWith(0.1), false);
    assert.deepEqual([state.phase, state.stale, engine.runs.length], ["done", false, 1]);
  });

  it("ends its engine", () => {
    runner.show(articleWith(0.1), false);
    runner.dispose();
    assert.ok(isAborted(0));
    assert.ok(engine.disposed);
  });
});
