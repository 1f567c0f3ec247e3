import assert from "node:assert/strict";
import { once } from "../../../src/workers/once";

describe("What is loaded once", () => {
  it("is loaded by the first who asks, and shared", async () => {
    let loads = 0;
    const get = once(() => Promise.resolve(++loads));
    assert.equal(loads, 0);
    assert.deepEqual(await Promise.all([get(), get()]), [1, 1]);
    assert.equal(await get(), 1);
  });

  it("is loaded again by the next who asks where that failed, and not before", async () => {
    let loads = 0;
    const get = once(() => (++loads === 1 ? Promise.reject(new Error("offline")) : Promise.resolve(loads)));
    const asked = [get(), get()];
    for (const one of asked) await assert.rejects(one, /offline/);
    assert.equal(await get(), 2);
    assert.equal(await get(), 2);
  });

  it("is loaded again once it is forgotten", async () => {
    let loads = 0;
    const get = once(() => Promise.resolve(++loads));
    await get();
    get.forget();
    assert.equal(await get(), 2);
  });
});
