import assert from "node:assert/strict";
import { Application } from "../../../src/app/application";
import { parseFromApp, type CodeOrigin, type ExploreSpec, type ToApp } from "../../../src/formats/index";
import { nameless, openPage, textOf } from "../views/page";
import { article } from "../figure/reports";
import { FakeClock, FakeEngine, FakeHost, settled } from "./fakes";

const DEFAULTS = { trials: 10_000, seed: 0 };
const SPEC: ExploreSpec = {
  version: 1,
  input: { units: 4, distribution: { kind: "normal", mean: 0, std: 1 } },
  layers: [
    { kind: "dropout", p: 0.5 },
    { kind: "linear", inputs: 4, units: 3 },
    { kind: "dropout", p: 0.1 },
  ],
  trials: 10,
  seed: 0,
  parameterSeed: 0,
};
const MODEL = { uri: "file:///net.py", model: "Net", occurrence: 0, digest: "as read" };
const CODE: CodeOrigin = {
  ...MODEL,
  part: 0,
  layers: [
    { index: 0, name: "drop", p: 0.5 },
    { index: 1, name: "fc" },
    { index: 2, name: "out", p: 0.1 },
  ],
};
const view = (change: Partial<Extract<ToApp, { type: "code" }>> = {}): ToApp => ({
  type: "code",
  status: "current",
  file: "net.py",
  parts: ["drop … out"],
  lines: [],
  ...change,
});

describe("an experiment that was read from code", () => {
  let page: Awaited<ReturnType<typeof openPage>>;
  let app: Application;
  let host: FakeHost;

  before(async () => (page = await openPage()));
  after(() => page.close());
  beforeEach(async () => {
    const { page: template } = await import("../../../src/app/page/page.js");
    const { Calm } = await import("../../../src/app/page/calm.js");
    const [clock, engine] = [new FakeClock(), new FakeEngine()];
    host = new FakeHost();
    engine.run = () => Promise.resolve(article());
    app = new Application({ host, clock, randomSeed: () => 77, engineOf: () => engine });
    const surface = { calm: new Calm(clock), focus: () => undefined };
    app.store.subscribe(() => page.show(template(app, surface)));
    app.start();
    host.say({ type: "open", container: "panel", workerUri: "worker.js", defaults: DEFAULTS });
    host.say({ type: "show", spec: SPEC, assumptions: [], code: CODE });
    host.say(view());
    await settled();
  });

  const button = (name: string) => page.one(`button[aria-label="${name}"]`) as HTMLButtonElement;
  const names = () => app.store.model.code?.layers.map((layer) => layer?.name ?? null);
  const setP = (index: number, p: unknown) => app.experiment.set(["layers", index, "p"], p);

  it("says which model of which file it is, and leads there", () => {
    const link = page.one(".dx-code > .dx-link");
    assert.equal(textOf(link), "Net in net.py");
    link.click();
    button("Show layer 1 in the code").click();
    assert.deepEqual(
      host.of("revealCode").map(({ target }) => target),
      [MODEL, { ...MODEL, layer: { index: 1, name: "fc" } }],
    );
  });

  it("offers to apply p only where it is not the code's, and says which layer and p", () => {
    const apply = () => [0, 2].map((index) => button(`Apply p of layer ${index} to the code`));
    assert.deepEqual(
      apply().map(({ disabled }) => disabled),
      [true, true],
    );
    setP(2, 0.25);
    assert.deepEqual(
      apply().map(({ disabled }) => disabled),
      [true, false],
    );
    apply()[1]!.click();
    const [message, ...others] = host.of("writeCode");
    assert.deepEqual([message?.layer, message?.p, others], [{ index: 2, name: "out", p: 0.1 }, 0.25, []]);
  });

  it("has nothing left to apply once the code says it, and nothing to undo of that", () => {
    setP(2, 0.25);
    const { length } = app.store.model.history.undo;
    const layers = CODE.layers.map((layer, index) => (index === 2 ? { index: 2, name: "out", p: 0.25 } : layer));
    host.say({ type: "codeWritten", code: { ...CODE, digest: "written", layers } });
    assert.equal(button("Apply p of layer 2 to the code").disabled, true);
    assert.equal(app.store.model.history.undo.length, length);
    assert.equal(host.of("state").at(-1)?.state.code?.digest, "written");
    app.undo();
    assert.equal(app.store.model.code?.digest, "as read");
  });

  it("keeps each layer with its own of the code where it was moved while p was written", () => {
    setP(2, 0.25);
    app.experiment.moveLayer(2, 0);
    const layers = CODE.layers.map((layer, index) => (index === 2 ? { index: 2, name: "out", p: 0.25 } : layer));
    host.say({ type: "codeWritten", code: { ...CODE, digest: "written", layers } });
    assert.deepEqual([names(), app.store.model.code?.digest], [["out", "drop", "fc"], "written"]);
    assert.equal(button("Apply p of layer 0 to the code").disabled, true);
  });

  it("takes no news of what was written from the code of another model", () => {
    const other = { ...CODE, model: "Other" };
    host.say({ type: "show", spec: SPEC, assumptions: [], code: other });
    host.say({ type: "codeWritten", code: { ...CODE, digest: "written" } });
    assert.deepEqual(app.store.model.code, other);
    app.experiment.choose("mlp");
    host.say({ type: "codeWritten", code: { ...CODE, digest: "written" } });
    assert.equal(app.store.model.code, undefined);
  });

  it("offers nothing to apply while a p isn't a number", () => {
    setP(0, "x");
    assert.equal(button("Apply p of layer 0 to the code").disabled, true);
  });

  it("keeps its layers and those of the code together when they are added, moved, changed and removed", () => {
    app.experiment.moveLayer(0, 1);
    assert.deepEqual(names(), ["fc", "drop", "out"]);
    app.experiment.removeLayer(0);
    assert.deepEqual(names(), ["drop", "out"]);
    app.experiment.addLayer("relu");
    assert.deepEqual(names(), ["drop", "out", null]);
    app.experiment.changeKind(0, "relu");
    assert.deepEqual(names(), [null, "out", null]);
    for (let step = 0; step < 4; step++) app.undo();
    assert.deepEqual(names(), ["drop", "fc", "out"]);
  });

  it("does not guess which layer is which where the list was changed while something else was wrong", () => {
    setP(0, "x");
    app.experiment.moveLayer(0, 2);
    setP(2, 0.3);
    assert.deepEqual(names(), [null, null, null]);
  });

  it("knows its layers again once such a change is undone, before and after it is valid", () => {
    const before = names();
    setP(0, "x");
    app.experiment.moveLayer(0, 2);
    app.undo();
    assert.deepEqual(names(), before);
    setP(0, "x");
    app.experiment.moveLayer(0, 2);
    setP(2, 0.3);
    app.undo();
    assert.deepEqual(names(), before);
  });

  it("is no longer the code's once a preset is chosen, and again after undo and reset", () => {
    app.experiment.choose("mlp");
    assert.equal(app.store.model.code, undefined);
    assert.equal(page.all(".dx-code").length, 0);
    app.undo();
    assert.deepEqual(names(), ["drop", "fc", "out"]);
    app.experiment.removeLayer(2);
    app.experiment.reset();
    assert.deepEqual([app.store.model.spec, names()], [SPEC, ["drop", "fc", "out"]]);
  });

  it("is known again after a reload", () => {
    const stored = parseFromApp(JSON.parse(JSON.stringify({ type: "state", state: host.kept })));
    assert.ok(stored?.type === "state");
    assert.deepEqual([stored.state.code, stored.state.origin?.code], [CODE, CODE]);
  });

  it("says quietly that the code has moved on, and refreshes when asked", () => {
    assert.equal(page.all(".dx-code .dx-message").length, 0);
    host.say(view({ status: "changed" }));
    assert.match(textOf(page.one(".dx-code .dx-info")), /The code of Net has changed since it was read\./);
    assert.ok(page.all('[role="status"]').map(textOf).includes("The code of Net has changed since it was read."));
    page.one(".dx-code vscode-button").click();
    assert.deepEqual(host.of("readCode"), [{ type: "readCode", code: CODE }]);
    assert.deepEqual(app.store.model.spec, SPEC);
  });

  it("does not say of a model what was said of the one before", () => {
    host.say(view({ status: "changed" }));
    host.say({ type: "show", spec: SPEC, assumptions: [], code: { ...CODE, model: "Other" } });
    assert.equal(textOf(page.one(".dx-code > .dx-link")), "Other");
    assert.equal(page.all(".dx-code .dx-message").length, 0);
  });

  it("says that the model is gone from the code, with nothing to refresh", () => {
    host.say(view({ status: "missing", parts: [] }));
    assert.match(textOf(page.one(".dx-code .dx-info")), /Net is no longer in net\.py/);
    assert.equal(page.all(".dx-code vscode-button").length, 0);
  });

  it("shows what of the model runs here, what elsewhere, and why the rest does not", () => {
    const lines = [
      { layer: { index: 0, name: "conv" }, label: "conv: nn.Conv2d(1, 2, 3)", part: null, note: "Conv2d is not run" },
      { layer: { index: 1, name: "fc" }, label: "fc: nn.Linear(4, 3)", part: 0 },
      { layer: { index: 2, name: "out", p: 0.1 }, label: "out: nn.Dropout(0.1)", part: 1 },
    ];
    host.say(view({ parts: ["fc … fc", "out … out"], lines }));
    assert.match(textOf(page.one(".dx-code .dx-fold-summary")), /1 of 3 layers run here/);
    app.toggle("code");
    assert.deepEqual(page.all(".dx-code-line").map(textOf), [
      "conv: nn.Conv2d(1, 2, 3) Conv2d is not run",
      "fc: nn.Linear(4, 3)",
      "out: nn.Dropout(0.1)",
    ]);
    assert.deepEqual(
      page.all(".dx-code-line").map(({ className }) => /elsewhere/.test(className)),
      [true, false, true],
    );
    page.all(".dx-code-line button")[2]!.click();
    assert.deepEqual(host.of("revealCode").at(-1)?.target.layer, lines[2]!.layer);
    assert.deepEqual(nameless(page.root), []);
  });

  it("reads another part of the model when that is chosen", () => {
    host.say(view({ parts: ["fc1 … drop1", "fc2 … drop2"] }));
    const menu = page.one('vscode-single-select[label="Part of the model"]') as HTMLSelectElement;
    menu.value = "1";
    menu.dispatchEvent(new page.window.Event("change"));
    assert.deepEqual(host.of("readCode"), [{ type: "readCode", code: CODE, part: 1 }]);
    // The part may not be runnable, or its questions be left unanswered: it is chosen once it is shown.
    assert.equal(menu.value, "0");
  });
});
