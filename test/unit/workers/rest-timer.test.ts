import assert from "node:assert/strict";
import { RestTimer } from "../../../src/workers/rest-timer";
import { FakeClock } from "../app/fakes";

describe("What rests", () => {
  const started = () => {
    const clock = new FakeClock();
    const called: string[] = [];
    return { clock, called, rests: new RestTimer(clock), calls: (name: string) => () => called.push(name) };
  };

  it("is done so long after the last change of a burst, by what was asked for last", () => {
    const { clock, called, rests, calls } = started();
    rests.again(10, calls("first"));
    clock.advance(9);
    rests.again(10, calls("last"));
    clock.advance(9);
    assert.deepEqual(called, []);
    clock.advance(1);
    assert.deepEqual(called, ["last"]);
  });

  it("is done so long after the first change of a burst", () => {
    const { clock, called, rests, calls } = started();
    rests.once(10, calls("first"));
    clock.advance(9);
    rests.once(10, calls("second"));
    clock.advance(1);
    rests.once(10, calls("third"));
    clock.advance(10);
    assert.deepEqual(called, ["first", "third"]);
  });

  it("is done at once where it cannot wait, only once, and never where it is given up", () => {
    const { clock, called, rests, calls } = started();
    rests.flush();
    rests.once(10, calls("kept"));
    rests.flush();
    rests.again(10, calls("given up"));
    rests.cancel();
    clock.advance(20);
    assert.deepEqual(called, ["kept"]);
  });
});
