import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { createEngine } from "../../../src/engine/index";
import { constant, dropout, linear, normal, specOf } from "../core/support";
import { after, inProcess } from "./support";

const spec = (seed: number) => specOf(30, normal(0, 1), [dropout(0.4), linear(20)], { trials: 20_000_000, seed });
const reason = { mine: true };
const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;
const microtasks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await Promise.resolve();
};
const macrotasks = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** An engine whose workers have run before, or have not been started. */
async function engineThat(isWarm: boolean) {
  const { spawn, workers } = inProcess();
  const engine = createEngine({ spawn, workers: 2 });
  if (isWarm) await engine.run(specOf(2, constant(1), [linear(1)], { trials: 10 }));
  return { engine, workers };
}

describe("an abort after run()", () => {
  for (const isWarm of [false, true]) {
    for (const [unit, waited, most] of [
      ["microtask", microtasks, 50],
      ["macrotask", macrotasks, 12],
    ] as const) {
      it(`is obeyed in any ${unit}, by ${isWarm ? "workers that are there" : "workers that start"}, and leaves no listener`, async () => {
        const { engine } = await engineThat(isWarm);
        for (let count = 0; count <= most; count++) {
          const controller = new AbortController();
          const running = engine.run(spec(count), { signal: controller.signal });
          const rejected = assert.rejects(running, (error) => error === reason, `${unit} ${count}`);
          await waited(count);
          controller.abort(reason);
          await rejected;
          assert.equal(listeners(controller.signal), 0, `listeners after ${unit} ${count}`);
        }
        await engine.run(specOf(3, constant(1), [linear(2)], { trials: 10 }));
      });
    }
  }

  it("is obeyed in any microtask by a run that waits for another one", async () => {
    const { engine } = await engineThat(true);
    const first = new AbortController();
    const running = assert.rejects(engine.run(spec(0), { signal: first.signal }));
    for (let count = 0; count <= 50; count++) {
      const controller = new AbortController();
      const waiting = assert.rejects(engine.run(spec(1), { signal: controller.signal }), (error) => error === reason);
      await microtasks(count);
      controller.abort(reason);
      await waiting;
      assert.equal(listeners(controller.signal), 0);
    }
    first.abort();
    await running;
  });

  it("leaves workers idle, whichever microtask it comes in", async () => {
    const { engine, workers } = await engineThat(true);
    for (let count = 0; count <= 50; count += 5) {
      const controller = new AbortController();
      const rejected = assert.rejects(engine.run(spec(count), { signal: controller.signal }));
      await microtasks(count);
      controller.abort(reason);
      await rejected;
    }
    await after(60);
    const sent = workers.map((worker) => worker.sent.length);
    await after(60);
    assert.deepEqual(
      workers.map((worker) => worker.sent.length),
      sent,
    );
    assert.ok(workers.every(({ alive }) => !alive));
  });

  it("leaves no listener on a signal that many runs share", async () => {
    const { engine } = await engineThat(true);
    const { signal } = new AbortController();
    for (let seed = 0; seed < 20; seed++) await engine.run({ ...spec(seed), trials: 100 }, { signal });
    assert.equal(listeners(signal), 0);
  });
});
