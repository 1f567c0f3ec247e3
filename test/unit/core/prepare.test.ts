import assert from "node:assert/strict";
import { Accumulator, drawsTheSame, planOf, SliceRunner, type Prepared } from "../../../src/core/index";
import { finish } from "../../../src/core/run/run-here";
import type { ExploreSpec } from "../../../src/formats/index";
import { bytesOf, constant, dropout, linear, normal, prepared, relu, run, specOf } from "./support";

const withRate = (p: number, first = 8): ExploreSpec =>
  specOf(6, normal(0, 1), [linear(first), relu, dropout(p), linear(3)], { trials: 300 });

function reportOf(spec: ExploreSpec, before: Prepared | null): string {
  const ready = prepared(spec, before);
  const accumulator = new Accumulator(ready.plan, ready.summary);
  accumulator.add(finish(new SliceRunner(ready).run(0, spec.trials)));
  const report = accumulator.report();
  assert.ok(report);
  return bytesOf(report);
}

describe("a spec prepared after another", () => {
  it("gives the same bytes with the parameters that the other drew", () => {
    const before = prepared(withRate(0.3));
    assert.ok(drawsTheSame(before, planOf(withRate(0.4))));
    assert.equal(reportOf(withRate(0.4), before), bytesOf(run(withRate(0.4))));
  });

  it("draws its own where a seed, a size or an initializer differs", () => {
    const before = prepared(withRate(0.3));
    const others = [
      withRate(0.3, 9),
      { ...withRate(0.3), parameterSeed: 1 },
      specOf(6, normal(0, 1), [linear(8, { weight: constant(1) }), relu, dropout(0.3), linear(3)], { trials: 300 }),
    ];
    for (const other of others) {
      assert.ok(!drawsTheSame(before, planOf(other)));
      assert.equal(reportOf(other, before), bytesOf(run(other)));
    }
  });
});
