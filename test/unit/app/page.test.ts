import assert from "node:assert/strict";
import { Application } from "../../../src/app/application";
import type { ExploreSpec } from "../../../src/formats/index";
import { article } from "../figure/reports";
import { nameless, openPage, textOf } from "../views/page";
import { articleWith, FakeClock, FakeEngine, FakeHost, settled } from "./fakes";

describe("the page of the application", () => {
  let page: Awaited<ReturnType<typeof openPage>>;
  let app: Application;
  let host: FakeHost;
  let engine: FakeEngine;
  let focused: string[];
  let draw: () => void;

  before(async () => (page = await openPage()));
  after(() => page.close());
  beforeEach(async () => {
    const { page: template } = await import("../../../src/app/page/page.js");
    const { Calm } = await import("../../../src/app/page/calm.js");
    const clock = new FakeClock();
    [host, engine, focused] = [new FakeHost(), new FakeEngine(), []];
    engine.run = () => Promise.resolve(article());
    app = new Application({ host, clock, randomSeed: () => 77, engineOf: () => engine });
    const surface = { calm: new Calm(clock), focus: (name: string) => focused.push(name) };
    draw = () => page.show(template(app, surface));
    app.store.subscribe(() => draw());
    app.start();
    await open("sidebar");
  });

  const open = async (container: "sidebar" | "editor", spec?: ExploreSpec) => {
    const state = spec && { spec, layer: 0, assumptions: [], undo: [], redo: [] };
    const defaults = { trials: 10_000, seed: 0 };
    host.say({ type: "open", container, workerUri: "worker.js", defaults, ...(state && { state }) });
    await settled();
  };
  const type = (element: HTMLInputElement, text: string) => {
    element.value = text;
    element.dispatchEvent(new page.window.Event("input", { bubbles: true }));
  };
  const fire = (element: Element, event: string) => element.dispatchEvent(new page.window.Event(event));
  const field = () => page.one('input[aria-label="p of layer 0 as a number"]') as HTMLInputElement;
  const slider = () => page.one("input[type=range]") as HTMLInputElement;
  const button = (name: string) => page.one(`button[aria-label="${name}"]`) as HTMLButtonElement;
  const p = () => (app.store.model.spec.layers[0] as { p?: number }).p;

  it("shows the article at once: picture, table, sentence and how many trials", () => {
    for (const selector of ["dx-histogram", "table", ".dx-sentence"]) page.one(selector);
    assert.equal(textOf(page.one(".dx-trials")), "10 000 trials");
  });

  it("names every control, also of what is folded away", () => {
    for (const id of ["run", "rows", "depth", "parameters-1"] as const) app.toggle(id);
    app.store.set({ wide: true, assumptions: ["input"], issues: [] });
    assert.deepEqual(nameless(page.root), []);
  });

  it("moves p by the slider and by the field, and both show it", () => {
    type(slider(), "0.55");
    fire(slider(), "change");
    assert.deepEqual([p(), field().value], [0.55, "0.55"]);
    type(field(), "0.25");
    assert.deepEqual([p(), slider().value], [0.25, "0.25"]);
  });

  it("takes a held arrow key as one gesture", () => {
    fire(slider(), "keydown");
    for (const value of ["0.41", "0.42", "0.43"]) {
      type(slider(), value);
      fire(slider(), "change");
    }
    assert.equal(app.store.model.moving, true);
    fire(slider(), "keyup");
    assert.equal(app.store.model.moving, false);
    assert.equal(app.store.model.history.undo.length, 1);
  });

  it("leaves a number as it is being typed", () => {
    type(field(), "0.");
    assert.equal(field().value, "0.");
    type(field(), "0.50");
    assert.equal(field().value, "0.50");
  });

  it("says under the field what is wrong, and keeps the text and the picture", () => {
    type(field(), "1.5");
    assert.equal(field().value, "1.5");
    assert.equal(field().getAttribute("aria-invalid"), "true");
    const message = page.one(`#${field().getAttribute("aria-describedby") ?? ""}`);
    assert.match(textOf(message), /from 0 to 1, but this is 1\.5/);
    assert.match(textOf(page.one(".dx-main")), /Not run: p of layer 0 needs another value\./);
    assert.deepEqual([message.getAttribute("aria-live"), message.getAttribute("role")], ["polite", null]);
    assert.equal(slider().value, "0.4");
    page.one("dx-histogram");
  });

  it("opens the part in which something is wrong", () => {
    assert.equal(page.all('input[aria-label="Seed of inputs and masks"]').length, 0);
    app.experiment.set(["seed"], -1);
    assert.equal(page.one('input[aria-label="Seed of inputs and masks"]').getAttribute("aria-invalid"), "true");
  });

  it("undoes, redoes and resets by buttons that are there only when they do something", () => {
    assert.deepEqual([button("Undo").disabled, button("Redo").disabled, button("Reset").disabled], [true, true, true]);
    type(field(), "0.25");
    assert.deepEqual(
      [button("Undo").disabled, button("Redo").disabled, button("Reset").disabled],
      [false, true, false],
    );
    button("Undo").click();
    assert.deepEqual([p(), button("Redo").disabled], [0.4, false]);
    button("Redo").click();
    button("Reset").click();
    assert.equal(p(), 0.4);
  });

  it("names the preset before, and shows again what was assumed, by undo", () => {
    const menu = () => (page.one("vscode-single-select") as HTMLSelectElement).value;
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    app.experiment.choose("mlp");
    assert.deepEqual([menu(), page.all(".dx-message").length], ["mlp", 0]);
    button("Undo").click();
    assert.deepEqual([menu(), textOf(page.one(".dx-message li"))], ["own", "input normal(0, 1)"]);
  });

  it("offers no weights of all ones while something typed waits to be fixed: undo would not bring back what was assumed", () => {
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["input normal(0, 1)"] });
    const ones = () => page.one(".dx-message vscode-button").hasAttribute("disabled");
    assert.equal(ones(), false);
    type(field(), "1.5");
    assert.equal(ones(), true);
  });

  it("moves and removes layers by keyboard, and the focus goes with them", () => {
    button("Move layer 0 down").click();
    assert.deepEqual(
      app.store.model.spec.layers.map(({ kind }) => kind),
      ["linear", "dropout"],
    );
    button("Remove layer 0").click();
    assert.deepEqual(
      app.store.model.spec.layers.map(({ kind }) => kind),
      ["dropout"],
    );
    assert.ok(button("Remove layer 0").disabled);
    assert.deepEqual(focused, ["layer-1-down", "layer-0-remove"]);
  });

  it("adds a layer and shows it", () => {
    const menu = page.one('vscode-single-select[label="Add a layer"]') as HTMLElement & { value: string };
    menu.value = "relu";
    fire(menu, "change");
    assert.deepEqual([app.store.model.spec.layers.length, app.store.model.layer], [3, 2]);
  });

  it("waits with a long run, saying how long it takes, until Run is pressed", async () => {
    engine.seconds = 25;
    app.experiment.set(["trials"], 1e9);
    assert.match(textOf(page.one(".dx-trials")), /10 000 of 1 000 000 000 trials.*about 25 s/);
    engine.run = () => new Promise(() => undefined);
    page.one(".dx-status vscode-button").dispatchEvent(new page.window.Event("click"));
    await settled();
    assert.equal(app.store.model.run.phase, "running");
    assert.equal(textOf(page.one(".dx-status vscode-button")), "Cancel");
    page.one("progress");
  });

  it("announces the sentence of a finished run, and only that", async () => {
    const live = page.one("[aria-live=polite]");
    assert.match(textOf(live), /Without scaling/);
    engine.run = () => new Promise(() => undefined);
    app.experiment.set(["layers", 0, "p"], 0.5);
    await settled();
    assert.equal(textOf(live), "");
  });

  it("says once, when there is a pause, that a text isn't an experiment, and not again for each key", async () => {
    await open("editor", articleWith(0.3));
    const live = page.one("[role=status]");
    const said: string[] = [];
    const watch = new page.window.MutationObserver(() => said.push(textOf(live)));
    watch.observe(live, { subtree: true, childList: true, characterData: true });
    for (const message of ["A", "B", "C"]) {
      host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message }] });
      await settled();
    }
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^This file has an error\. Fix it to continue/);
    assert.deepEqual([live.getAttribute("aria-live"), page.all("[role=alert]").length], ["polite", 0]);
    host.say({ type: "document", spec: articleWith(0.3) });
    await settled();
    assert.match(said.at(-1) ?? "", /Without scaling/);
    watch.disconnect();
  });

  it("says what was assumed, and offers all weights 1", () => {
    host.say({ type: "show", spec: articleWith(0.3), assumptions: ["The input is normal(0, 1)"] });
    assert.match(textOf(page.one(".dx-message")), /The input is normal\(0, 1\).*All weights 1/);
    page.one(".dx-message vscode-button").dispatchEvent(new page.window.Event("click"));
    assert.equal(page.all(".dx-message").length, 0);
  });

  it("says in a custom editor what is wrong with the text, and shows the place", async () => {
    await open("editor", articleWith(0.3));
    host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message: "A whole number" }] });
    assert.match(textOf(page.one(".dx-error")), /trials: A whole number/);
    page.one(".dx-error vscode-button").dispatchEvent(new page.window.Event("click"));
    assert.deepEqual(host.of("openText"), [{ type: "openText", keys: ["trials"] }]);
  });

  it("shows for a file that isn't an experiment what is wrong, and nothing else until it is one", async () => {
    await open("editor");
    host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message: "A whole number" }] });
    assert.match(textOf(page.root), /Fix it to see the picture\. trials: A whole number Show text$/);
    assert.equal(page.all("canvas, dx-histogram, table, input, vscode-single-select, .dx-fold").length, 0);
    host.say({ type: "document", spec: articleWith(0.3) });
    await settled();
    page.one("dx-histogram");
    assert.equal(page.all(".dx-error").length, 0);
  });

  it("keeps the last picture of a file that broke, with nothing that could be changed", async () => {
    await open("editor", articleWith(0.3));
    app.toggle("run");
    host.say({ type: "documentBroken", issues: [{ keys: ["trials"], path: "trials", message: "A whole number" }] });
    page.one("dx-histogram");
    assert.match(textOf(page.one(".dx-error")), /Fix it to continue/);
    const free = page.all("input, textarea, vscode-single-select").filter((control) => !control.closest("[inert]"));
    assert.deepEqual(free, []);
    assert.ok(button("Reset").disabled);
    host.say({ type: "document", spec: articleWith(0.3) });
    assert.equal(page.all("[inert]").length, 0);
  });

  it("lists five mistakes of a text and says how many more there are", async () => {
    await open("editor", articleWith(0.3));
    const issue = (index: number) => ({ keys: ["layers", index], path: `layers[${index}]`, message: "…" });
    host.say({ type: "documentBroken", issues: Array.from({ length: 12 }, (_, index) => issue(index)) });
    assert.deepEqual(page.all(".dx-error li").slice(4).map(textOf), ["layers[4]: …", "and 7 more"]);
    host.say({ type: "documentBroken", issues: [0, 1, 2, 3, 4].map(issue) });
    assert.equal(page.all(".dx-error li").length, 5);
  });

  it("keeps undo enabled in a custom editor: only the document knows", async () => {
    await open("editor", articleWith(0.3));
    assert.ok(!button("Undo").disabled);
    button("Undo").click();
    assert.deepEqual(host.of("documentUndo"), [{ type: "documentUndo" }]);
  });

  it("carries the whole state to the editor", () => {
    type(field(), "0.25");
    button("Open in editor").click();
    assert.equal(host.of("openInEditor")[0]?.state.undo.length, 1);
  });
});

describe("undo keys", () => {
  const pressed = async (key: string, modifiers: Partial<KeyboardEvent>) => {
    const { undoRedoOf } = await import("../../../src/app/page/keys.js");
    return undoRedoOf({
      key,
      ctrlKey: false,
      metaKey: false,
      shiftKey: false,
      altKey: false,
      ...modifiers,
    } as KeyboardEvent);
  };

  it("are Ctrl+Z and Cmd+Z, Ctrl+Shift+Z and Ctrl+Y", async () => {
    assert.equal(await pressed("z", { ctrlKey: true }), "undo");
    assert.equal(await pressed("z", { metaKey: true }), "undo");
    assert.equal(await pressed("Z", { ctrlKey: true, shiftKey: true }), "redo");
    assert.equal(await pressed("y", { ctrlKey: true }), "redo");
  });

  it("leave every other key alone", async () => {
    assert.equal(await pressed("z", {}), null);
    assert.equal(await pressed("s", { ctrlKey: true }), null);
    assert.equal(await pressed("z", { ctrlKey: true, altKey: true }), null);
  });
});
