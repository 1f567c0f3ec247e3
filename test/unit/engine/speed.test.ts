import assert from "node:assert/strict";
import { Speed } from "../../../src/engine/speed";

describe("the speed that an engine learns", () => {
  it("is not moved by slices of less than 5 ms, nor by a first one of less than 250: a cold trial takes many times its time", () => {
    const speed = new Speed();
    for (const milliseconds of [0.1, 1, 4.9]) speed.learn(milliseconds, 1, false);
    for (const milliseconds of [10, 40, 249]) speed.learn(milliseconds, 1, true);
    assert.equal(speed.factor, 1);
  });

  it("is moved by a first slice of 250 ms or more", () => {
    const speed = new Speed();
    speed.learn(300, 100e6, true);
    assert.ok(speed.factor > 2);
  });

  it("follows slices of 40 ms within a second of them to a twentieth", () => {
    const speed = new Speed();
    for (let i = 0; i < 25; i++) speed.learn(40, 40e6 / 3, false);
    assert.ok(Math.abs(speed.factor / 3 - 1) < 0.05, String(speed.factor));
  });

  it("is moved more by a long slice than by a short one", () => {
    const [short, long] = [new Speed(), new Speed()];
    short.learn(10, 5e6, false);
    long.learn(400, 200e6, false);
    assert.ok(short.factor < 1.2 && long.factor > 1.7);
  });
});
