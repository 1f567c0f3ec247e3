import assert from "node:assert/strict";
import type { KernelExports } from "../../../src/engine/kernels/exports";
import { Memory } from "../../../src/engine/kernels/memory";

/** The kernels' memory without kernels, of at most so many pages. */
const memoryOf = (maximum: number): Memory =>
  new Memory({
    memory: new WebAssembly.Memory({ initial: 1, maximum }),
    heapBase: () => 1000,
  } as unknown as KernelExports);

describe("the kernels' memory", () => {
  it("hands out rooms that do not overlap and are all 0, also where they were used before", () => {
    const memory = memoryOf(10);
    const [first, second] = [memory.bytes(100), memory.floats(7)];
    assert.ok(second.address >= first.address + 100 && second.address % 16 === 0);
    const mark = memory.mark();
    memory.doubles(50).view.fill(3);
    memory.release(mark);
    assert.ok(memory.doubles(50).view.every((x) => x === 0));
  });

  it("keeps views good while it grows", () => {
    const memory = memoryOf(10);
    const numbers = memory.floats(4);
    numbers.view.set([1, 2, 3, 4]);
    const before = numbers.view;
    memory.bytes(200_000);
    assert.equal(before.length, 0, "the old view is dead");
    assert.deepEqual([...numbers.view], [1, 2, 3, 4]);
  });

  it("says how much was asked for, and what to do, where there is no such room", () => {
    assert.throws(() => memoryOf(3).floats(1_000_000), /needs 5 MB of memory.*: use layers of fewer units/);
  });
});
