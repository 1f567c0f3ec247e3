import assert from "node:assert/strict";
import fc from "fast-check";
import { workersSharing } from "../../../src/engine/crew-size";
import { createEngine } from "../../../src/engine/index";
import { runHere } from "../../../src/core/run/run-here";
import { createKernels } from "../../../src/engine/kernels/index";
import { walk } from "../../../src/formats/index";
import { constant, dropout, linear, relu, specOf } from "../core/support";
import { kernelBytes } from "../kernels/support";
import { inProcess } from "./support";

const square = (units: number) => specOf(units, constant(1), [linear(units), relu], { trials: 10 });

describe("the workers that share a run", () => {
  it("are all there are for networks of up to a few million weights", () => {
    for (const units of [1, 100, 1024, 2896]) assert.equal(workersSharing(square(units), 8), 8);
  });

  it("are fewer where each would hold many weights, and one from 2^24 weights on", () => {
    assert.equal(workersSharing(square(4095), 8), 4);
    for (const units of [4096, 8192]) assert.equal(workersSharing(square(units), 8), 1);
  });

  it("together hold no more weights than one does for the largest network", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2048 }), { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 64 }),
        (units, most) => {
          const spec = specOf(
            units[0]!,
            constant(1),
            units.map((width) => linear(width)),
          );
          const workers = workersSharing(spec, most);
          assert.ok(workers >= 1 && workers <= most);
          assert.ok(workers * walk(spec).weights <= 2 ** 26);
        },
      ),
    ));

  it("are ended where a larger network needs their memory, started again for a smaller one, and change no byte", async () => {
    const kernels = createKernels(kernelBytes);
    const { spawn, workers } = inProcess();
    const engine = createEngine({ spawn, workers: 3 });
    const small = specOf(3, constant(1), [dropout(0.5), linear(2)], { trials: 3000 });
    const large = specOf(4096, constant(1), [linear(4096, { weight: constant(0.5) }), relu], { trials: 2 });
    const alive = () => workers.filter(({ terminated }) => !terminated).length;
    for (const [spec, expected] of [
      [small, 3],
      [large, 1],
      [small, 3],
    ] as const) {
      const report = await engine.run(spec);
      assert.equal(alive(), expected);
      if (spec === small) assert.equal(JSON.stringify(report), JSON.stringify(runHere(spec, kernels)));
    }
    assert.equal(workers.length, 5);
  });

  it("that start while a larger network takes over are ended", async () => {
    const { spawn, workers } = inProcess();
    const engine = createEngine({ spawn, workers: 3 });
    const controller = new AbortController();
    const given = assert.rejects(engine.run(square(3), { signal: controller.signal }));
    await Promise.resolve();
    await Promise.resolve();
    controller.abort();
    await given;
    await engine.run(specOf(4096, constant(1), [linear(4096, { weight: constant(0.5) })], { trials: 1 }));
    assert.equal(workers.filter(({ terminated }) => !terminated).length, 1);
  });
});
