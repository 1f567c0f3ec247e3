import assert from "node:assert/strict";
import fc from "fast-check";
import { Accumulator, BLOCK, SliceRunner, type SliceData } from "../../../src/core/index";
import { BLOCK_NUMBERS } from "../../../src/core/run/kernels";
import { CHUNK } from "../../../src/core/run/plan";
import { finish } from "../../../src/core/run/run-here";
import type { ExploreSpec, LayerSpec } from "../../../src/formats/index";
import { bytesOf, constant, dropout, linear, normal, prepared, relu, run, specOf } from "./support";

const layers: LayerSpec[] = [linear(9), relu, dropout(0.4), linear(3), dropout(0.2), linear(2)];
const specs: ((trials: number) => ExploreSpec)[] = [
  (trials) => specOf(6, normal(0, 1), layers, { trials }),
  (trials) => specOf(6, constant(1), [dropout(0.4), linear(1)], { trials }),
  (trials) => specOf(6, constant(1), [linear(2)], { trials }),
];

describe("slices", () => {
  it("give the same bytes however the trials are cut and in whatever order they arrive", () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...specs),
        fc.integer({ min: 1, max: 3000 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
        fc.infiniteStream(fc.nat(100)),
        (specFor, trials, sizes, order) => {
          const spec = specFor(trials);
          const ready = prepared(spec);
          const slices: SliceData[] = [];
          let first = 0;
          for (const size of sizes) {
            const count = Math.min(256 * size, trials - first);
            if (count > 0) slices.push(finish(new SliceRunner(ready).run(first, count)));
            first += count;
          }
          const accumulator = new Accumulator(ready.plan, ready.summary);
          const reached = Math.min(first, trials);
          while (slices.length > 0) {
            const [slice] = slices.splice(order.next().value % slices.length, 1);
            accumulator.add(structuredClone(slice!));
          }
          assert.equal(accumulator.reportable, reached);
          assert.equal(bytesOf(accumulator.report()!), bytesOf(run(specFor(reached))));
        },
      ),
      { numRuns: 40 },
    ));

  it("hold whole chunks added up, whose report has the bytes of one from blocks alone", () => {
    const trials = 2 * CHUNK + 300;
    const ready = prepared(specOf(3, constant(1), [dropout(0.4), linear(1)], { trials }));
    const cut = (most: number) => {
      const accumulator = new Accumulator(ready.plan, ready.summary);
      let parts = 0;
      for (let first = 0; first < trials; first += most) {
        const slice = finish(new SliceRunner(ready).run(first, Math.min(most, trials - first)));
        parts += slice.moments.length / (slice.tallies.length * BLOCK_NUMBERS);
        accumulator.add(structuredClone(slice));
      }
      return { bytes: bytesOf(accumulator.report()!), parts };
    };
    const blocks = cut(CHUNK - BLOCK);
    assert.equal(blocks.parts, Math.ceil(trials / BLOCK));
    const [whole, begun] = [cut(trials), cut(CHUNK + 20 * BLOCK)];
    assert.deepEqual([whole.parts, begun.parts], [4, 1 + 20 + 236 + 2]);
    assert.equal(whole.bytes, blocks.bytes);
    assert.equal(begun.bytes, blocks.bytes);
  });

  it("under way are a prefix of the run at every yield, or say that they cannot tell", () => {
    const spec = specs[0]!(700);
    const ready = prepared(spec);
    const accumulator = new Accumulator(ready.plan, ready.summary);
    accumulator.add(finish(new SliceRunner(ready).run(0, 256)));
    const runner = new SliceRunner(ready);
    const seen = new Set<number>();
    const slice = runner.run(256, 444);
    while (!slice.next().done) {
      const soFar = runner.soFar();
      if (soFar === null) continue;
      assert.equal(soFar.trials, runner.trialsDone);
      seen.add(soFar.trials);
      const report = accumulator.report(soFar)!;
      assert.equal(bytesOf(report), bytesOf(run(specs[0]!(256 + soFar.trials))));
    }
    assert.deepEqual([...seen], [256, 444]);
  });

  it("of a wide network are a prefix of the run within a block, too", () => {
    const wide = (trials: number) => specOf(20_000, constant(1), [dropout(0.5), relu], { trials });
    const ready = prepared(wide(20));
    const accumulator = new Accumulator(ready.plan, ready.summary);
    const runner = new SliceRunner(ready);
    const seen = new Set<number>();
    const slice = runner.run(0, 20);
    while (!slice.next().done) {
      const soFar = runner.soFar();
      if (soFar === null || seen.has(soFar.trials)) continue;
      seen.add(soFar.trials);
      assert.equal(bytesOf(accumulator.report(soFar)!), bytesOf(run(wide(soFar.trials))));
    }
    assert.ok(seen.size > 3);
  });

  it("of a run that is extended leave what a direct run gives, over the end of a chunk of 65,536 trials", () => {
    const spec = (trials: number) => specOf(2, normal(3, 1), [dropout(0.5)], { trials });
    const ready = prepared(spec(1));
    const accumulator = new Accumulator(ready.plan, ready.summary);
    for (const [first, end] of [
      [0, 512],
      [512, 65_536],
      [65_536, 65_537],
      [65_536, 70_000],
    ] as const) {
      accumulator.reopen();
      accumulator.add(finish(new SliceRunner(ready).run(first, end - first)));
      assert.ok(bytesOf(accumulator.report()!) === bytesOf(run(spec(end))), `${end} trials`);
    }
  });
});
