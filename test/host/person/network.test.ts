import assert from "node:assert/strict";
import { useWorkbench } from "../rig/person";
import { Explorer, isNear, numberIn, until } from "./explorer";
import { cutOff } from "./layout";

const PRESETS = [
  { title: "An MLP: 784-512-256-10", layers: 7 },
  { title: "A deep ReLU stack", layers: 24 },
  { title: "Dropout before the output", layers: 4 },
  { title: "The article: 100 neurons into one", layers: 2 },
];

describe("a person who edits the network", () => {
  const session = useWorkbench();
  const view = () => new Explorer(session.code.view());
  const p = (layer: number) => view().field(`p of layer ${layer}, in the list`);
  const units = (layer: number) => view().field(`units of layer ${layer}, in the list`);
  const trials = () => view().field("Trials");

  before("open the sidebar", async () => {
    await session.code.openView();
    await view().rest();
    await view().unfold(/^Network/);
    await view().unfold(/^Run/);
  });

  it("adds a layer at the end, and its output is shown", async () => {
    for (const kinds of [
      ["Dropout", "Linear", "ReLU"],
      ["Dropout", "Linear", "ReLU", "ReLU"],
    ]) {
      await view().choose("Add a layer", "ReLU");
      await view().rest();
      assert.deepEqual(await view().kinds(), kinds);
      assert.equal(await view().layer.innerText(), "ReLU()");
      assert.equal(await view().chosen("Add a layer"), "Add a layer…");
    }
    await view().button("Remove layer 3").click();
  });

  it("moves a layer up by keyboard, which keeps the focus on its button", async () => {
    await view().button("Move layer 2 up").press("Enter");
    await view().rest();
    assert.deepEqual(await view().kinds(), ["Dropout", "ReLU", "Linear"]);
    await session.code.page.keyboard.press("Enter");
    await view().rest();
    assert.deepEqual(await view().kinds(), ["ReLU", "Dropout", "Linear"]);
    assert.equal(await view().frame.locator(":focus").getAttribute("data-focus"), "layer-0-down");
  });

  it("removes a layer, and the last one that is left cannot be removed", async () => {
    await view().button("Remove layer 0").click();
    await view().rest();
    assert.deepEqual(await view().kinds(), ["Dropout", "Linear"]);
    await view().button("Remove layer 0").click();
    await view().rest();
    assert.equal(await view().button("Remove layer 0").isDisabled(), true);
    assert.match(await view().sentence.innerText(), /No dropout comes before this output/);
    await view().button("Undo").click();
    await view().rest();
    assert.deepEqual(await view().kinds(), ["Dropout", "Linear"]);
    await view().button("Next layer").click();
  });

  it("changes a kind, and p in the list", async () => {
    await view().choose("Kind of layer 0", "Identity");
    await view().rest();
    assert.equal(await view().slider(0).count(), 0);
    await view().choose("Kind of layer 0", "Dropout");
    await view().type(p(0), "0.2");
    await view().rest();
    assert.equal(await view().slider(0).inputValue(), "0.2");
    isNear((await view().table())["mean"]?.unscaled, 80, 0.04, "the mean without scaling");
  });

  it("changes units: of the input, which the next layer's fan-in follows, and of a layer", async () => {
    await view().type(view().field("Units of the input"), "50");
    await view().type(units(1), "3");
    await view().rest();
    assert.match(await view().layer.innerText(), /^Linear\(50, 3/);
    isNear((await view().table())["mean"]?.unscaled, 40, 0.03, "the mean without scaling");
  });

  for (const [wrong, says] of [
    ["0", /from 1 to 65\s536, but this is 0/],
    ["-3", /from 1 to 65\s536, but this is -3/],
    ["2.5", /whole number.*but this is 2\.5/],
    ["1e9", /from 1 to 65\s536, but this is 1000000000/],
    ["many", /but this is "many"/],
  ] as const) {
    it(`is told that a layer has no ${wrong} units, and by how much it may`, async () => {
      const before = await view().picture();
      await view().type(units(1), wrong);
      await view().issues.first().waitFor();
      assert.match(await view().issues.first().innerText(), says);
      assert.match(await view().notRun.innerText(), /^Not run: units of layer 1 needs? another value/);
      assert.equal(await units(1).inputValue(), wrong);
      assert.equal(await view().picture(), before);
      await session.code.page.keyboard.press("Control+z");
      await view().drawn();
      assert.equal(await units(1).inputValue(), "3");
    });
  }

  it("changes initialization and input, and the figures follow", async () => {
    await view().type(units(1), "1");
    await view().unfold(/^Weight/);
    await view().type(view().field("weight of layer 1, value"), "2");
    await view().type(view().field("bias of layer 1, value"), "7");
    await view().rest();
    const { mean } = await view().table();
    assert.equal(mean?.eval, "107.0");
    isNear(mean.unscaled, 87, 0.06, "the mean without scaling");
    await view().choose("weight of layer 1", "Kaiming normal");
    await view().choose("Distribution of the input", "normal");
    await view().rest();
    assert.equal(await view().field("Distribution of the input, std").inputValue(), "1");
    assert.notEqual((await view().table())["sd"]?.eval, "0");
    await view().choose("weight of layer 1", "PyTorch's default");
    await view().rest();
    assert.match(await view().frame.locator(".dx-parameters .dx-more").innerText(), /PyTorch/);
  });

  it("returns to the preset with Reset, which can be undone", async () => {
    await view().button("Reset").click();
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.4");
    assert.equal(await view().field("Units of the input").inputValue(), "100");
    assert.equal(await view().button("Reset").isDisabled(), true);
    await view().button("Undo").click();
    await view().drawn();
    assert.equal(await view().p(0).inputValue(), "0.2");
    await view().button("Reset").click();
    await view().rest();
  });

  it("draws a new seed, and other numbers with it", async () => {
    const before = await view().table();
    await view().button("New seed").click();
    await view().rest();
    assert.notEqual(await view().field("Seed of inputs and masks").inputValue(), "0");
    const after = await view().table();
    // One figure may round to what it was; not all of them.
    assert.notDeepEqual(after, before);
    isNear(after["mean"]?.unscaled, 60, 0.049, "the mean without scaling");
    await view().button("Undo").click();
    await view().rest();
    assert.deepEqual(await view().table(), before);
  });

  it("extends the run that is shown with 10x trials: its picture never begins anew", async () => {
    await view().trials.evaluate((label) => {
      const seen: string[] = [];
      new MutationObserver(() => seen.push(label.textContent)).observe(label, {
        childList: true,
        subtree: true,
        characterData: true,
      });
      Object.assign(globalThis, { seen });
    });
    await view()
      .button(/^10× trials$/)
      .click();
    await view().rest();
    assert.match(await view().trials.innerText(), /^100\s000 trials$/);
    const seen = await view().trials.evaluate(() => (globalThis as unknown as { seen: string[] }).seen);
    const counts = seen.map((text) => numberIn(/^[\d\s]+/.exec(text)?.[0]));
    assert.ok(counts.length > 0 && Math.min(...counts) >= 10_000, seen.join(", "));
    const { mean } = await view().table();
    isNear(mean?.unscaled, 60, 0.0155, "the mean without scaling");
    await view().button("Undo").click();
    await view().rest();
  });

  it("is told that 1e12 trials are too many, and how many are not", async () => {
    await view().type(trials(), "1e12");
    await view().issues.first().waitFor();
    assert.match(await view().issues.first().innerText(), /from 1 to 1\s000\s000\s000, but this is 1000000000000/);
    assert.equal(await trials().inputValue(), "1e12");
    await view().type(trials(), "10000");
    await view().rest();
  });

  it("sees that with p = 1 training is all zeros, and nowhere NaN; and that p = 0 changes nothing", async () => {
    await view().type(view().p(0), "1");
    await view().rest();
    assert.match(
      await view().sentence.innerText(),
      /With p = 1 everything is dropped: in training this neuron receives 0/,
    );
    const { mean } = await view().table();
    assert.deepEqual([mean?.eval, mean?.unscaled, mean?.train], ["100.0", "0", "0"]);
    assert.doesNotMatch(await view().frame.locator("#app").innerText(), /NaN|Infinity|undefined|null/);
    await view().type(view().p(0), "0");
    await view().rest();
    const figures = (await view().table())["mean"];
    assert.deepEqual([figures?.eval, figures?.unscaled, figures?.train], ["100.0", "100.0", "100.0"]);
  });

  it("reads how many values overflow, with weights of 3e38", async () => {
    await view().button("Reset").click();
    await view().unfold(/^Weight/);
    await view().type(view().field("weight of layer 1, value"), "3e38");
    await view().rest();
    assert.match(await view().sentence.innerText(), /10\s000 overflow to infinity/);
    assert.match((await view().table())["not finite"]?.eval ?? "", /^10\s000$/);
    assert.doesNotMatch(await view().frame.locator("#app").innerText(), /NaN|undefined/);
    await session.code.screenshot("person-overflow", session.code.part("sidebar"));
    await view().type(view().field("weight of layer 1, value"), "4e38");
    await view().issues.first().waitFor();
    await view().button("Reset").click();
    await view().rest();
  });

  for (const { title, layers } of PRESETS) {
    it(`starts from the preset "${title}" and can read all of it at 300 pixels`, async () => {
      await session.code.resizeSidebar(300);
      await view().choose("Experiment", title);
      await view().restAsked();
      assert.equal((await view().kinds()).length, layers);
      assert.equal(await view().frame.locator(".dx-steps > span").innerText(), `${layers} of ${layers}`);
      await view().unfold("Across layers");
      await view().unfold(/^(More|Fewer) rows/);
      assert.deepEqual(await cutOff(session.code.view()), []);
      await view().menu("Experiment").scrollIntoViewIfNeeded();
      await session.code.screenshot(`person-preset-${layers}`, session.code.part("sidebar"));
    });
  }

  it("reads after ReLUs that scaled training lies above evaluation, and why", async () => {
    await view().choose("Experiment", "A deep ReLU stack");
    await view().restAsked();
    const sentence = await view().sentence.innerText();
    assert.doesNotMatch(sentence, /equal within/);
    assert.match(sentence, /more than in evaluation: scaling keeps a mean only up to the next nonlinearity, here ReLU/);
    assert.match((await view().table())["mean vs eval"]?.train ?? "", /^\+.*\s%$/);
  });

  it("is asked before a run of more than ten seconds, with how long it takes; the picture stays", async () => {
    const before = await view().picture();
    await view().type(trials(), "5000000");
    await view().frame.locator(".dx-status.dx-waiting").waitFor();
    assert.match(
      await view().trials.innerText(),
      /^1\s000 of 5\s000\s000 trials\. The whole run takes about \d+ (s|min)$/,
    );
    assert.equal(await view().picture(), before);
  });

  it("sees its picture marked as of an earlier experiment until there is a new one", async () => {
    const before = await view().picture();
    await view().type(view().p(0), "0.6");
    await view().frame.locator(".dx-histogram.dx-stale, dx-histogram.dx-stale").waitFor();
    assert.match(await view().trials.innerText(), /earlier experiment/);
    assert.equal(await view().picture(), before);
    await session.code.screenshot("person-stale", session.code.part("sidebar"));
  });

  it("runs it, sees how far it is, and cancels it; what was shown last stays", async () => {
    await view().button("Run").click();
    const progress = view().frame.getByRole("progressbar", { name: "Progress of the run" });
    await progress.waitFor();
    await until(
      "progress",
      async () =>
        Number(await progress.getAttribute("value")) > 0 ||
        (await progress.evaluate((bar: HTMLProgressElement) => bar.value)) > 0,
    );
    await view().frame.locator("dx-histogram:not(.dx-stale)").waitFor();
    await session.code.screenshot("person-progress", session.code.part("sidebar"));
    await view().button("Cancel").click();
    await view().frame.locator(".dx-status.dx-stopped").waitFor();
    assert.match(await view().trials.innerText(), /^Stopped, [\d\s]+ of 5\s000\s000 trials$/);
    const stopped = await view().picture();
    await session.code.page.waitForTimeout(500);
    assert.equal(await view().picture(), stopped);
    assert.deepEqual(session.code.errors, []);
  });

  it("ends the workers of a run with its view: another one in its place, and none is left", async () => {
    await view().choose("Experiment", "The article: 100 neurons into one");
    await view().type(trials(), "1000000000");
    await view().button("Run").click();
    await until("a run in workers", async () => (await session.code.workers()) > 0);
    await session.code.openView("Explorer");
    await until("the end of the workers", async () => (await session.code.workers()) === 0);
  });
});
