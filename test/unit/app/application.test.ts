import assert from "node:assert/strict";
import { Application } from "../../../src/app/application";
import { ARTICLE, PRESETS } from "../../../src/core/presets";
import { parseFromApp, type AppState, type ExploreSpec } from "../../../src/formats/index";
import { articleWith, FakeClock, FakeEngine, FakeHost, settled } from "./fakes";

const DEFAULTS = { trials: 10_000, seed: 0 };
const P = ["layers", 0, "p"];
const pOf = (spec: ExploreSpec): unknown => (spec.layers[0] as { p?: number }).p;

describe("the application", () => {
  let host: FakeHost;
  let engine: FakeEngine;
  let clock: FakeClock;
  let app: Application;

  const open = (state?: AppState, container: "sidebar" | "panel" | "editor" = "sidebar", defaults = DEFAULTS) => {
    host.say({ type: "open", container, workerUri: "worker.js", defaults, ...(state && { state }) });
  };
  const drag = (...values: number[]) => {
    for (const p of values) app.experiment.set(P, p, { gesture: "slide", moving: true });
    app.experiment.finish();
  };

  beforeEach(() => {
    host = new FakeHost();
    engine = new FakeEngine();
    clock = new FakeClock();
    app = new Application({ host, clock, randomSeed: () => 77, engineOf: () => engine });
    app.start();
  });

  it("says that it is ready, and shows the article where nothing is stored", () => {
    assert.deepEqual(host.posted, [{ type: "ready" }]);
    open();
    assert.deepEqual(app.store.model.spec, ARTICLE.spec);
    assert.deepEqual(engine.last.spec, ARTICLE.spec);
  });

  it("shows what was stored, with its undo", () => {
    open();
    drag(0.5);
    const again = new FakeHost();
    again.kept = host.kept;
    const next = new Application({ host: again, clock, randomSeed: () => 77, engineOf: () => engine });
    next.start();
    again.say({ type: "open", container: "sidebar", workerUri: "worker.js", defaults: DEFAULTS });
    assert.equal(pOf(next.store.model.spec), 0.5);
    next.undo();
    assert.equal(pOf(next.store.model.spec), 0.4);
  });

  const reloaded = (from: FakeHost, container: "sidebar" | "editor" = "sidebar", state?: AppState) => {
    const again = new FakeHost();
    again.kept = JSON.parse(JSON.stringify(from.kept));
    const next = new Application({ host: again, clock, randomSeed: () => 77, engineOf: () => engine });
    next.start();
    again.say({ type: "open", container, workerUri: "worker.js", defaults: DEFAULTS, ...(state && { state }) });
    return next;
  };

  it("shows after a reload what was open, how far down, and what was typed with its message", () => {
    open();
    app.toggle("rows");
    app.toggle("network");
    app.store.set({ scroll: 120 });
    app.experiment.set(P, 1.4, { gesture: "type" });
    app.experiment.set(["seed"], "se");
    app.experiment.set(["trials"], Infinity);
    const { store, experiment } = reloaded(host);
    assert.deepEqual([[...store.model.open], store.model.scroll], [["rows"], 120]);
    const { seed, trials } = experiment.edited as { seed: unknown; trials: unknown };
    assert.deepEqual([pOf(experiment.edited), seed, trials], [1.4, "se", "Infinity"]);
    assert.deepEqual(store.model.issues.map(({ path }) => path).sort(), ["layers[0].p", "seed", "trials"]);
    assert.equal(pOf(store.model.spec), 0.4);
  });

  it("leaves out what it cannot read of how the page was left, and keeps the rest", () => {
    open();
    drag(0.5);
    const kept = host.kept as object;
    const unreadable = [
      {},
      { layers: [] },
      { input: { distribution: { kind: "constant" } }, layers: [{ kind: "x" }] },
      7,
    ];
    for (const draft of unreadable) {
      host.kept = { ...kept, draft, open: ["run", "nothing", "parameters-1"], scroll: -1 };
      const { model } = reloaded(host).store;
      assert.deepEqual([pOf(model.spec), model.draft, model.scroll], [0.5, null, 0]);
      assert.deepEqual([...model.open], ["run", "parameters-1"]);
    }
    host.kept = { ...kept, open: Array.from({ length: 5000 }, () => "run"), draft: app.store.model.spec };
    const { model } = reloaded(host).store;
    assert.deepEqual([[...model.open], model.draft], [["network"], null]);
    const values = Array.from({ length: 300_000 }, () => "many");
    host.kept = { ...kept, draft: { ...articleWith(2), seed: values } };
    assert.equal(reloaded(host).store.model.draft, null);
  });

  it("shows the article where what was stored cannot be read", () => {
    host.kept = { spec: { version: 1, layers: [] } };
    open();
    assert.deepEqual(app.store.model.spec, ARTICLE.spec);
  });

  it("begins new experiments with the person's settings", () => {
    open(undefined, "sidebar", { trials: 500, seed: 9 });
    assert.deepEqual([app.store.model.spec.trials, app.store.model.spec.seed], [500, 9]);
    app.experiment.choose("mlp");
    assert.deepEqual([app.store.model.spec.trials, app.store.model.spec.seed], [500, 9]);
  });

  it("keeps a preset's own trials while the settings are what specs mean", () => {
    open();
    app.experiment.choose("mlp");
    assert.deepEqual(app.store.model.spec, PRESETS.find(({ id }) => id === "mlp")!.spec);
  });

  it("makes one undo step of a drag", () => {
    open();
    drag(0.41, 0.5, 0.6);
    drag(0.7);
    assert.equal(pOf(app.store.model.spec), 0.7);
    app.undo();
    assert.equal(pOf(app.store.model.spec), 0.6);
    app.undo();
    assert.equal(pOf(app.store.model.spec), 0.4);
    app.redo();
    assert.equal(pOf(app.store.model.spec), 0.6);
  });

  it("runs each change at once", () => {
    open();
    engine.last.partial(256);
    app.experiment.set(P, 0.5);
    assert.equal(pOf(engine.last.spec), 0.5);
  });

  it("keeps the text and the picture of what is not valid, and says where and what to write", () => {
    open();
    const runs = engine.runs.length;
    app.experiment.set(P, "abc", { gesture: "type" });
    const { spec, issues } = app.store.model;
    assert.equal(pOf(spec), 0.4);
    assert.equal(pOf(app.experiment.edited), "abc");
    assert.equal(issues[0]?.path, "layers[0].p");
    assert.match(issues[0].message, /from 0 to 1.*"abc"/);
    assert.equal(engine.runs.length, runs);
  });

  it("goes back to what was valid by undo, before anything else", () => {
    open();
    drag(0.5);
    app.experiment.set(P, 2);
    app.undo();
    assert.equal(pOf(app.experiment.edited), 0.5);
    app.undo();
    assert.equal(pOf(app.experiment.edited), 0.4);
  });

  it("is valid again once the last mistake is gone", () => {
    open();
    app.experiment.set(P, 2);
    app.experiment.set(["trials"], "many");
    app.experiment.set(P, 0.5);
    assert.deepEqual(
      app.store.model.issues.map(({ path }) => path),
      ["trials"],
    );
    app.experiment.set(["trials"], 100);
    assert.deepEqual([app.store.model.issues.length, pOf(app.store.model.spec)], [0, 0.5]);
  });

  it("returns to the preset by reset, and can undo that", () => {
    open();
    drag(0.9);
    app.experiment.reset();
    assert.deepEqual(app.store.model.spec, ARTICLE.spec);
    app.undo();
    assert.equal(pOf(app.store.model.spec), 0.9);
  });

  it("returns to an experiment as it came where there is no preset", () => {
    open();
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    drag(0.9);
    app.experiment.reset();
    assert.equal(pOf(app.store.model.spec), 0.3);
  });

  it("shows an experiment from elsewhere as one undo step, and what was assumed", () => {
    open();
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    assert.deepEqual(app.store.model.assumptions, ["input normal(0, 1)"]);
    app.experiment.allWeightsOne();
    assert.deepEqual(app.store.model.assumptions, []);
    app.undo();
    app.undo();
    assert.deepEqual(app.store.model.spec, ARTICLE.spec);
  });

  const belongings = () => {
    const { preset, origin, assumptions } = app.store.model;
    return { preset, origin: origin?.spec && pOf(origin.spec), assumptions };
  };

  it("takes back with a preset that it was chosen, so that reset goes where it went before", () => {
    open();
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    const own = belongings();
    app.experiment.choose("mlp");
    app.undo();
    assert.deepEqual(belongings(), own);
    assert.deepEqual(own, { preset: undefined, origin: 0.3, assumptions: ["input normal(0, 1)"] });
    drag(0.9);
    app.experiment.reset();
    assert.equal(pOf(app.store.model.spec), 0.3);
    app.undo();
    app.undo();
    app.redo();
    assert.equal(app.store.model.preset, undefined);
    app.undo();
    app.undo();
    assert.deepEqual(belongings(), { preset: "article", origin: undefined, assumptions: [] });
  });

  it("assumes again what it assumed, once the weights of all ones are undone or reset", () => {
    open();
    host.say({ type: "show", spec: PRESETS.find(({ id }) => id === "mlp")!.spec, assumptions: ["PyTorch's weights"] });
    app.experiment.allWeightsOne();
    app.undo();
    assert.deepEqual(belongings().assumptions, ["PyTorch's weights"]);
    app.redo();
    assert.deepEqual(belongings().assumptions, []);
    app.experiment.reset();
    assert.deepEqual(belongings().assumptions, ["PyTorch's weights"]);
  });

  it("tells the host of an experiment and of what belongs to it at once", () => {
    open();
    host.posted.length = 0;
    app.experiment.choose("mlp");
    assert.deepEqual(
      host.of("state").map(({ state }) => [state.preset, state.spec.layers.length, state.undo[0]?.preset]),
      [["mlp", app.store.model.spec.layers.length, "article"]],
    );
  });

  it("keeps over a reload what each step of undo belongs to", () => {
    open();
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    app.experiment.choose("mlp");
    app = reloaded(host);
    app.undo();
    assert.deepEqual(belongings(), { preset: undefined, origin: 0.3, assumptions: ["input normal(0, 1)"] });
    app.undo();
    assert.deepEqual(belongings(), { preset: "article", origin: undefined, assumptions: [] });
  });

  it("asks for ten times the trials, up to the limit", () => {
    open();
    app.experiment.moreTrials();
    assert.equal(app.store.model.spec.trials, 100_000);
    for (let times = 0; times < 10; times++) app.experiment.moreTrials();
    assert.equal(app.store.model.spec.trials, 1_000_000_000);
  });

  it("draws a new seed from the randomness that it is given", () => {
    open();
    app.experiment.newSeed("seed");
    assert.equal(app.store.model.spec.seed, 77);
  });

  it("selects only layers that there are", () => {
    open();
    app.experiment.select(7);
    assert.equal(app.store.model.layer, 1);
    app.experiment.removeLayer(1);
    assert.equal(app.store.model.layer, 0);
  });

  it("stores and posts its state a moment after a change, not on each frame of a drag", () => {
    open();
    clock.advance(200);
    host.posted.length = 0;
    for (const p of [0.1, 0.2, 0.3]) app.experiment.set(P, p, { gesture: "slide", moving: true });
    assert.equal(host.of("state").length, 0);
    clock.advance(200);
    assert.deepEqual(
      host.of("state").map(({ state }) => pOf(state.spec)),
      [0.3],
    );
  });

  it("posts only messages of the protocol", async () => {
    open();
    engine.last.finish();
    await settled();
    drag(0.5);
    app.output.copyProgram();
    app.output.copyReport();
    app.output.saveSpec();
    app.output.openInEditor();
    app.output.focused();
    app.output.openText();
    for (const message of host.posted) assert.ok(parseFromApp(message), message.type);
  });

  it("answers requests, and one for a report once the run has ended", async () => {
    open();
    host.say({ type: "request", id: 1, what: "spec" });
    host.say({ type: "request", id: 2, what: "report" });
    host.say({ type: "request", id: 3, what: "pytorch" });
    const [spec, program, ...none] = host.of("response");
    assert.deepEqual(JSON.parse(spec!.text!), ARTICLE.spec);
    assert.match(program!.text!, /import torch/);
    assert.equal(none.length, 0);
    engine.last.finish();
    await settled();
    const report = JSON.parse(host.of("response")[2]!.text!) as { runs: unknown };
    assert.deepEqual(report.runs, [{ seed: 0, trials: 10_000 }]);
  });

  it("ends the engine before it opens again", () => {
    open();
    const first = engine;
    engine = new FakeEngine();
    open();
    assert.ok(first.disposed);
  });

  it("shows, stores and runs nothing for a document that isn't an experiment, until it is one", () => {
    host.kept = { spec: articleWith(0.9), layer: 0 };
    open(undefined, "editor");
    host.say({ type: "documentBroken", issues: [{ keys: P, path: "layers[0].p", message: "…" }] });
    app.experiment.set(P, 0.7);
    app.toggle("run");
    host.say({ type: "request", id: 1, what: "report" });
    host.say({ type: "request", id: 2, what: "spec" });
    assert.deepEqual([app.store.model.blank, engine.runs.length, host.of("state").length], [true, 0, 0]);
    assert.deepEqual(
      host.of("response").map(({ text }) => text),
      [null, null],
    );
    host.say({ type: "document", spec: ARTICLE.spec });
    assert.deepEqual([app.store.model.blank, app.store.model.broken], [false, []]);
    assert.deepEqual(engine.last.spec, ARTICLE.spec);
    app.experiment.set(P, 0.7);
    assert.equal(host.of("edit").length, 1);
  });

  describe("in a custom editor", () => {
    const document = { spec: articleWith(0.3), layer: 1, assumptions: [], undo: [], redo: [] };
    beforeEach(() => open(document, "editor"));

    it("writes a drag into the document once, when it ends", () => {
      for (const p of [0.1, 0.2]) app.experiment.set(P, p, { gesture: "slide", moving: true });
      clock.advance(500);
      assert.equal(host.of("edit").length, 0);
      app.experiment.finish();
      assert.deepEqual(host.of("edit"), [{ type: "edit", base: document.spec, spec: articleWith(0.2) }]);
    });

    it("writes what is typed after a moment", () => {
      app.experiment.set(P, 0.5, { gesture: "type" });
      clock.advance(500);
      assert.deepEqual(host.of("edit"), [{ type: "edit", base: document.spec, spec: articleWith(0.5) }]);
    });

    it("writes nothing that is not valid", () => {
      app.experiment.set(P, 1.5, { gesture: "type" });
      app.experiment.finish();
      clock.advance(500);
      assert.equal(host.of("edit").length, 0);
    });

    it("leaves undo to the document, after what is not written yet", () => {
      app.experiment.set(P, 0.5, { gesture: "type" });
      app.undo();
      assert.deepEqual(
        host.posted.map(({ type }) => type).filter((type) => type === "edit" || type === "documentUndo"),
        ["edit", "documentUndo"],
      );
      assert.equal(pOf(app.store.model.spec), 0.5);
    });

    it("names no longer the preset that the document's undo took back, and again the one that redo brings", () => {
      app.experiment.choose("mlp");
      host.say({ type: "document", spec: document.spec });
      assert.equal(app.store.model.preset, undefined);
      host.say({ type: "document", spec: PRESETS.find(({ id }) => id === "mlp")!.spec });
      assert.equal(app.store.model.preset, "mlp");
    });

    it("knows after it was hidden which preset undo brings back, and where reset leads", () => {
      app.experiment.choose("mlp");
      const preset = app.store.model.spec;
      app.experiment.set(["trials"], 7);
      const shown = { ...document, spec: app.store.model.spec };
      const again = reloaded(host, "editor", shown);
      assert.equal(again.store.model.preset, "mlp");
      assert.deepEqual(again.experiment.start?.spec, preset);
      for (const spec of [preset, document.spec]) again.experiment.follow(spec);
      assert.equal(again.store.model.preset, undefined);
    });

    it("loses nothing that is being changed while the document changes: the host brings the two together", () => {
      app.experiment.set(["trials"], 7, { gesture: "type" });
      host.say({ type: "document", spec: articleWith(0.8) });
      const typed = { ...document.spec, trials: 7 };
      assert.deepEqual(host.of("edit"), [{ type: "edit", base: document.spec, spec: typed }]);
      assert.deepEqual(app.store.model.spec, typed);
      host.say({ type: "document", spec: { ...articleWith(0.8), trials: 7 } });
      assert.deepEqual(app.store.model.spec, { ...articleWith(0.8), trials: 7 });
      app.experiment.set(["trials"], 8, { gesture: "slide", moving: true });
      host.say({ type: "document", spec: { ...articleWith(0.9), trials: 7 } });
      assert.deepEqual(
        host.of("edit").map(({ base, spec }) => [pOf(base), base.trials, pOf(spec), spec.trials]),
        [
          [0.3, 10_000, 0.3, 7],
          [0.8, 7, 0.8, 8],
        ],
      );
    });

    it("follows the document without writing it back", () => {
      host.say({ type: "document", spec: articleWith(0.8) });
      clock.advance(500);
      assert.equal(pOf(app.store.model.spec), 0.8);
      assert.equal(host.of("edit").length, 0);
    });

    it("shows again how it was left, and what was typed where the text is still the same", () => {
      app.toggle("run");
      app.experiment.set(P, 1.4);
      const same = reloaded(host, "editor", document).store.model;
      assert.deepEqual([[...same.open], same.issues.length], [["network", "run"], 1]);
      const other = reloaded(host, "editor", { ...document, spec: articleWith(0.8) }).store.model;
      assert.deepEqual([[...other.open], other.draft, pOf(other.spec)], [["network", "run"], null, 0.8]);
    });

    it("changes nothing while the text is broken, and everything after", () => {
      host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message: "…" }] });
      const before = app.store.model;
      app.experiment.set(P, 0.7);
      app.experiment.choose("mlp");
      app.experiment.addLayer("relu");
      clock.advance(500);
      assert.deepEqual(app.store.model, before);
      assert.equal(host.of("edit").length, 0);
      host.say({ type: "document", spec: articleWith(0.3) });
      app.experiment.set(P, 0.7);
      assert.deepEqual(host.of("edit"), [{ type: "edit", base: document.spec, spec: articleWith(0.7) }]);
    });

    it("keeps the picture of a document that cannot be read, and says why", () => {
      host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message: "…" }] });
      assert.equal(pOf(app.store.model.spec), 0.3);
      app.output.openText();
      assert.deepEqual(host.of("openText"), [{ type: "openText", keys: ["trials"] }]);
      host.say({ type: "document", spec: articleWith(0.3) });
      assert.deepEqual(app.store.model.broken, []);
    });
  });
});
