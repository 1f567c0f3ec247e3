import assert from "node:assert/strict";
import { ARTICLE } from "../../../src/core/index";
import { runHere as runAtOnce } from "../../../src/core/run/run-here";
import { createKernels } from "../../../src/engine/kernels/index";
import { createEngine, workersFor, type Spawn } from "../../../src/engine/index";
import { parseReport, type ExploreReport, type ExploreSpec } from "../../../src/formats/index";
import { constant, dropout, linear, normal, relu, specOf } from "../core/support";
import { kernelBytes } from "../kernels/support";
import { after, inProcess } from "./support";

const kernels = createKernels(kernelBytes);
const runHere = (spec: ExploreSpec): ExploreReport => runAtOnce(spec, kernels);

const layers = [linear(40), relu, dropout(0.4), linear(20), dropout(0.2), linear(5)];
const network = (trials: number): ExploreSpec => specOf(30, normal(0, 1), layers, { trials });
/** Several seconds of work. */
const long = network(20_000_000);
const article = (trials: number): ExploreSpec => ({ ...ARTICLE.spec, trials });
const trialsOf = (report: ExploreReport): number => report.runs[0]!.trials;
const same = (a: ExploreReport, b: ExploreReport): void => assert.ok(JSON.stringify(a) === JSON.stringify(b));
const engineOf = (workers: number) => {
  const process = inProcess();
  return { ...process, engine: createEngine({ spawn: process.spawn, workers }) };
};

describe("an engine", () => {
  for (const workers of [1, 2, 3]) {
    it(`with ${workers} workers gives the bytes of a run at once`, async () => {
      const { engine } = engineOf(workers);
      for (const spec of [network(1), network(255), network(256), network(3000), article(20_001)]) {
        same(await engine.run(spec), runHere(spec));
      }
      same(
        await engine.run(specOf(3, constant(1), [linear(2)], { trials: 10 })),
        runHere(specOf(3, constant(1), [linear(2)], { trials: 10 })),
      );
    });
  }

  it("gives partial reports that are valid prefixes of the run and never go back", async () => {
    for (const workers of [1, 3]) {
      const { engine } = engineOf(workers);
      const partial: ExploreReport[] = [];
      const controller = new AbortController();
      const running = engine.run(long, {
        signal: controller.signal,
        reportEvery: 5,
        onReport: (report) => {
          partial.push(report);
          if (partial.length === 8) controller.abort(new Error("enough"));
        },
      });
      await assert.rejects(running, /enough/);
      partial.forEach((report, i) => {
        assert.ok(i === 0 || trialsOf(report) >= trialsOf(partial[i - 1]!), "more trials than before");
        assert.deepEqual(parseReport(structuredClone(report)), report);
      });
      for (const report of [partial[0]!, partial[4]!]) same(report, runHere(network(trialsOf(report))));
    }
  });

  it("gives partial reports within a slice whose every trial is slow", async () => {
    const { engine } = engineOf(1);
    const spec = specOf(3000, normal(0, 1), [linear(3000), dropout(0.5), relu], { trials: 256 });
    const partial: ExploreReport[] = [];
    const controller = new AbortController();
    const running = engine.run(spec, {
      signal: controller.signal,
      onReport: (report) => {
        partial.push(report);
        controller.abort(new Error("enough"));
      },
    });
    await assert.rejects(running, /enough/);
    const [first] = partial;
    assert.ok(first && trialsOf(first) < 256);
    same(first, runHere({ ...spec, trials: trialsOf(first) }));
  });

  it("gives the bytes of a run at once where it is watched, too, and its first worker has to give up a slice", async () => {
    const spec = network(100_000);
    for (const workers of [1, 3]) {
      const { engine, workers: watched } = engineOf(workers);
      same(await engine.run(spec, { onReport: () => undefined }), runHere(spec));
      const [asked] = watched[0]!.received.flatMap((m) => (m.type === "slice" ? [m.trials] : []));
      const [done] = watched[0]!.sent.flatMap((m) => (m.type === "slice" ? [m.slice.trials] : []));
      assert.ok(asked === spec.trials && done! < asked, `${done} of ${asked} trials`);
      assert.ok(watched.every(({ sent }) => sent.some(({ type }) => type === "slice")));
    }
  });

  it("asks for a picture and what it is made ready from in one go, of one worker", async () => {
    const { engine, workers } = engineOf(2);
    await engine.run(article(256), { onReport: () => undefined });
    assert.deepEqual(
      workers.map(({ received }) => received.map(({ type }) => type)),
      [["start", "slice"], []],
    );
  });

  it("rejects with the signal's reason, tells of at most one more part, and runs again", async () => {
    const { engine } = engineOf(2);
    await engine.run(network(100));
    const controller = new AbortController();
    const reason = { mine: true };
    let [told, before] = [0, 0];
    const running = engine.run(long, { signal: controller.signal, onProgress: () => told++ });
    await after(60);
    setImmediate(() => {
      before = told;
      controller.abort(reason);
    });
    await assert.rejects(running, (error: unknown) => error === reason);
    assert.ok(told - before <= 1, `${told - before} parts after the abort`);
    same(await engine.run(article(500)), runHere(article(500)));
  });

  it("rejects at once where the signal has aborted before", async () => {
    const { engine, workers } = engineOf(1);
    await assert.rejects(engine.run(network(10), { signal: AbortSignal.abort(new Error("before")) }), /before/);
    assert.equal(workers.length, 0);
  });

  it("rejects a run that waits for another one as soon as its signal aborts", async () => {
    const { engine } = engineOf(1);
    const [first, second] = [new AbortController(), new AbortController()];
    const running = engine.run(long, { signal: first.signal });
    const waiting = engine.run(network(10), { signal: second.signal });
    const third = engine.run(article(300));
    await after(30);
    let ended = false;
    const watched = running.finally(() => (ended = true));
    second.abort(new Error("no longer"));
    await assert.rejects(waiting, /no longer/);
    assert.ok(!ended, "the run before it goes on");
    first.abort(new Error("stop"));
    await assert.rejects(watched, /stop/);
    same(await third, runHere(article(300)));
  });

  it("stops the workers' work after an abort", async () => {
    const { engine, workers } = engineOf(1);
    const controller = new AbortController();
    const running = engine.run(long, { signal: controller.signal });
    await after(100);
    controller.abort(new Error("stop"));
    await assert.rejects(running, /stop/);
    await after(60);
    const sent = workers[0]!.sent.length;
    await after(100);
    assert.equal(workers[0]!.sent.length, sent);
  });

  it("says what to do when a worker dies, ends all of them, and runs again on new ones", async () => {
    const { engine, workers } = engineOf(2);
    const running = engine.run(long);
    const failed = assert.rejects(
      running,
      /A worker that ran the trials stopped: out of memory\. Run again; .*fewer units/,
    );
    await after(50);
    workers[1]!.die("out of memory");
    await failed;
    assert.ok(workers.every(({ terminated }) => terminated));
    same(await engine.run(network(600)), runHere(network(600)));
    assert.equal(workers.length, 4);
  });

  it("says what to do when a worker cannot start, ends those that could, and tries anew", async () => {
    const { spawn, workers } = inProcess();
    let starts = 0;
    const failing: Spawn = async () => {
      starts += 1;
      if (starts === 2) throw new Error("no such file");
      await after(starts === 1 ? 0 : 20);
      return spawn();
    };
    const engine = createEngine({ spawn: failing, workers: 3 });
    await assert.rejects(engine.run(network(10)), /stopped: no such file/);
    await after(50);
    assert.ok(workers.every(({ terminated }) => terminated));
    same(await engine.run(network(10)), runHere(network(10)));
  });

  it("fails a run, not the process, where a listener throws", async () => {
    const { engine } = engineOf(1);
    const throwing = {
      onReport: () => {
        throw new Error("listener");
      },
      reportEvery: 0,
    };
    await assert.rejects(engine.run(network(50_000), throwing), /listener/);
    same(await engine.run(article(10)), runHere(article(10)));
  });

  it("continues a run by more trials, to the bytes of a direct run", async () => {
    const { engine, workers } = engineOf(2);
    const firstSlices = () =>
      workers.flatMap(({ received }) => received).flatMap((m) => (m.type === "slice" ? [m.firstTrial] : []));
    await engine.run(network(20_000));
    same(await engine.run(network(50_000)), runHere(network(50_000)));
    assert.equal(firstSlices().filter((first) => first === 0).length, 1, "what was run is not run again");
    same(await engine.run(network(50_000)), runHere(network(50_000)));
    same(await engine.run(network(300)), runHere(network(300)));
  });

  it("continues a run that was aborted", async () => {
    const { engine } = engineOf(2);
    const controller = new AbortController();
    const running = engine.run(long, { signal: controller.signal });
    await after(120);
    controller.abort(new Error("stop"));
    await assert.rejects(running, /stop/);
    // More trials than can have been run by then: this run goes on from there.
    same(await engine.run(network(100_000)), runHere(network(100_000)));
    same(await engine.run(network(20_000)), runHere(network(20_000)));
  });

  it("tells how far it is, rising, between 0 and 1", async () => {
    const { engine } = engineOf(2);
    const fractions: number[] = [];
    await engine.run(network(60_000), { onProgress: (fraction) => fractions.push(fraction) });
    assert.ok(fractions.length > 0);
    fractions.forEach((fraction, i) =>
      assert.ok(fraction >= 0 && fraction <= 1 && (i === 0 || fraction >= fractions[i - 1]!)),
    );
  });

  it("lets its process go when nothing runs, and ends its workers when it is closed", async () => {
    const { engine, workers } = engineOf(2);
    await engine.run(network(10));
    assert.ok(workers.every(({ alive }) => !alive));
    const controller = new AbortController();
    const starting = engine.run(long, { signal: controller.signal });
    controller.abort(new Error("stop"));
    await assert.rejects(starting, /stop/);
    await after(20);
    assert.ok(workers.every(({ alive }) => !alive));
    const running = engine.run(long);
    const closed = assert.rejects(running, /closed/);
    await after(20);
    engine.dispose();
    await closed;
    assert.ok(workers.every(({ terminated }) => terminated));
  });

  it("estimates a run's time from what its workers took for others", async () => {
    // Workers that say of each trial that it took 2 ms, and of each preparation that it took a second.
    const { spawn } = inProcess((message) => {
      if (message.type === "slice") return { ...message, milliseconds: 2 * message.slice.trials };
      return message.type === "prepared" ? { ...message, milliseconds: 1000 } : message;
    });
    const engine = createEngine({ spawn, workers: 2 });
    const spec = network(4000);
    const before = engine.estimate(spec);
    for (let seed = 0; seed < 12; seed++) await engine.run({ ...spec, seed });
    const seconds = 1 + (0.002 * spec.trials) / 2;
    const estimate = engine.estimate(spec);
    assert.ok(
      before < 1 && Math.abs(estimate / seconds - 1) < 0.05,
      `${before} s, then ${estimate} s for ${seconds} s`,
    );
    assert.ok(engine.estimate({ ...spec, trials: 40_000 }) > 5 * estimate);
  });

  it("leaves a processor to the interface where there are more than two", () => {
    assert.deepEqual([1, 2, 3, 4, 8, 64].map(workersFor), [1, 2, 2, 3, 7, 8]);
  });
});
