import assert from "node:assert/strict";
import { useWorkbench } from "../rig/person";
import type { Theme } from "../rig/workbench";
import { Explorer, isNear, numberIn, until } from "./explorer";
import { controlsOf, cutOff, focused } from "./layout";

const THEMES: readonly Theme[] = ["light", "dark", "contrast", "contrastLight"];
/** Pictures while a slider is dragged that a slow machine has too; how many a second, npm run bench:view measures. */
const SOME = 5;

describe("a person in the sidebar", () => {
  const session = useWorkbench();
  const view = () => new Explorer(session.code.view());

  /** The article's neuron at some p: means 100 and 100(1-p), deviations of a binomial count, of 10 000 trials. */
  async function isTheArticle(p: number): Promise<void> {
    const { mean, sd } = await view().table();
    const unscaled = Math.sqrt(100 * p * (1 - p));
    const train = unscaled / (1 - p);
    assert.ok(mean && sd);
    assert.equal(mean.eval, "100.0");
    assert.equal(sd.eval, "0");
    isNear(mean.unscaled, 100 * (1 - p), unscaled / 100, "the mean without scaling");
    isNear(mean.train, 100, train / 100, "the mean in training");
    isNear(sd.unscaled, unscaled, unscaled / Math.sqrt(20_000), "the deviation without scaling");
    isNear(sd.train, train, train / Math.sqrt(20_000), "the deviation in training");
  }

  it("opens it by a click in the activity bar, and finds the article's experiment with its numbers", async () => {
    await session.code.openView();
    await view().rest();
    assert.equal(await view().chosen("Experiment"), "The article: 100 neurons into one");
    assert.equal(await view().p(0).inputValue(), "0.4");
    assert.match(await view().trials.innerText(), /^10\s000 trials$/);
    await isTheArticle(0.4);
  });

  it("sees a picture that says in words what it shows, a table, and a sentence of the measured numbers", async () => {
    assert.equal(await view().canvas.getAttribute("role"), "img");
    assert.match(await view().picture(), /^Distribution of the output of Linear\(100, 1.*\) in three modes\./);
    const colors = await view().canvas.evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return new Set(Array.from({ length: data.length / 4 }, (_, i) => String(data.slice(4 * i, 4 * i + 4)))).size;
    });
    assert.ok(colors > 10, `the canvas has ${colors} colors`);
    const { mean, sd } = await view().table();
    const sentence = await view().sentence.innerText();
    for (const figure of [mean?.unscaled, mean?.train, sd?.unscaled, sd?.train, "1.667"])
      assert.ok(figure && sentence.includes(figure), `${figure ?? ""} in: ${sentence}`);
    assert.match(sentence, /less than in evaluation.*equal within sampling error/);
  });

  it("finds the folded rows behind a button: root mean square, predictions and zeros", async () => {
    assert.equal((await view().table())["predicted mean"], undefined);
    await view().button("More rows").click();
    const { RMS: rms, "predicted mean": mean, "predicted sd": sd, zeros } = await view().table();
    assert.deepEqual([mean?.eval, mean?.unscaled, mean?.train], ["100.0", "60.00", "100.0"]);
    assert.deepEqual([sd?.eval, sd?.unscaled, sd?.train], ["0", "4.899", "8.165"]);
    isNear(rms?.train, Math.hypot(100, 8.165), 0.08, "the root mean square in training");
    assert.equal(zeros?.train.replace(/\s/g, ""), "0%");
    await view().button("Fewer rows").click();
  });

  it("steps through the layers and opens the overview across them", async () => {
    await view().button("Previous layer").click();
    await view().drawn();
    assert.match(await view().layer.innerText(), /^Dropout\(p=0\.4\)$/);
    assert.match((await view().table())["mean"]?.unscaled ?? "", /^0\.[56]\d+$/);
    await view().button("Next layer").click();
    await view().drawn();
    await view().unfold("Across layers");
    const depth = view().frame.locator("dx-depth-mean canvas");
    assert.match((await depth.getAttribute("aria-label")) ?? "", /mean/i);
    await view().button("Across layers").click();
  });

  it("moves p by the arrow keys, and number, picture and figures follow", async () => {
    const before = await view().picture();
    await view().slider(0).focus();
    for (let i = 0; i < 10; i++) await session.code.page.keyboard.press("ArrowRight");
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.5");
    assert.notEqual(await view().picture(), before);
    await isTheArticle(0.5);
  });

  it("types p as a number, and the slider follows", async () => {
    await view().type(view().p(0), "0.25");
    await view().rest();
    assert.equal(await view().slider(0).inputValue(), "0.25");
    await isTheArticle(0.25);
  });

  for (const wrong of ["1.5", "abc", "", "-0.1"]) {
    it(`is told where "${wrong}" stands and what to write instead; the text and the last picture stay`, async () => {
      const before = await view().picture();
      await view().type(view().p(0), wrong);
      await view().issues.first().waitFor();
      assert.match(await view().issues.first().innerText(), /a number from 0 to 1, but this is /);
      assert.match(await view().notRun.innerText(), /^Not run: p of layer 0 needs another value/);
      assert.equal(await view().p(0).inputValue(), wrong);
      assert.equal(await view().p(0).getAttribute("aria-invalid"), "true");
      assert.equal(await view().picture(), before);
      assert.equal(await view().slider(0).inputValue(), "0.25");
      await view().type(view().p(0), "0.25");
      await view().issues.first().waitFor({ state: "detached" });
    });
  }

  it("takes changes back with Ctrl+Z and makes them again with Ctrl+Shift+Z, in and out of fields", async () => {
    await view().type(view().p(0), "0.3");
    await view().type(view().p(0), "0.35");
    await session.code.page.keyboard.press("Control+z");
    await view().drawn();
    assert.equal(await view().p(0).inputValue(), "0.3");
    await view().p(0).press("Control+z");
    await view().drawn();
    assert.equal(await view().p(0).inputValue(), "0.25");
    await view().p(0).press("Control+Shift+Z");
    await view().drawn();
    assert.equal(await view().p(0).inputValue(), "0.3");
    await view().slider(0).press("Control+y");
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.35");
    await isTheArticle(0.35);
  });

  it("drags the slider and sees picture after picture, in one step of undo", async () => {
    const { page } = session.code;
    const box = await view().slider(0).boundingBox();
    assert.ok(box);
    const at = (p: number): number => box.x + 7 + p * (box.width - 14);
    const y = box.y + box.height / 2;
    await view().canvas.evaluate((canvas) => {
      const seen: true[] = [];
      new MutationObserver(() => seen.push(true)).observe(canvas, { attributeFilter: ["aria-label"] });
      Object.assign(globalThis, { seen });
    });
    await page.mouse.move(at(0.35), y);
    await page.mouse.down();
    const start = Date.now();
    for (let elapsed = 0; elapsed < 2500; elapsed = Date.now() - start) {
      await page.mouse.move(at(0.45 + 0.35 * Math.sin(elapsed / 400)), y);
      await page.waitForTimeout(10);
    }
    const seen = await view().canvas.evaluate(() => (globalThis as unknown as { seen: true[] }).seen.length);
    await page.mouse.move(at(0.7), y);
    await page.mouse.up();
    await view().rest();
    const p = numberIn(await view().p(0).inputValue());
    assert.ok(Math.abs(p - 0.7) < 0.03, `p is ${p}`);
    assert.match(await view().trials.innerText(), /^10\s000 trials$/);
    await isTheArticle(p);
    await page.keyboard.press("Control+z");
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.35");
    assert.ok(seen >= SOME, `${seen} pictures`);
  });

  it("finds all of it again after another view was in its place", async () => {
    await view().button("Previous layer").click();
    await session.code.openView("Explorer");
    await session.code.openView();
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.35");
    assert.match(await view().layer.innerText(), /^Dropout/);
    await view().button("Undo").click();
    await view().drawn();
    assert.equal(await view().p(0).inputValue(), "0.3");
    await view().button("Redo").click();
    await view().button("Next layer").click();
  });

  it("reaches every control with Tab, sees where the focus is, and hears what each is called", async () => {
    await view().unfold(/^Run/);
    await view().unfold(/^Weight/);
    const controls = await controlsOf(session.code.view());
    assert.deepEqual(
      controls.filter((name) => name === ""),
      [],
    );
    assert.ok(controls.length > 25, controls.join(", "));
    await view().menu("Experiment").locator(".select-face").focus();
    const names = new Set<string>();
    const unseen: string[] = [];
    for (let stops = 0; ; stops++) {
      const name = await focused(session.code.view(), unseen);
      if (name === null) break;
      names.add(name);
      assert.ok(stops < 200, "the focus never leaves the page");
      await session.code.page.keyboard.press("Tab");
    }
    assert.deepEqual(
      controls.filter((name) => !names.has(name)),
      [],
    );
    assert.deepEqual(unseen, []);
    assert.ok(!names.has(""), [...names].join(", "));
  });

  it("can read all of it at 300 pixels, in light, dark and high contrast", async () => {
    await session.code.resizeSidebar(300);
    for (const theme of THEMES) {
      await session.code.theme(theme);
      await view().rest();
      assert.deepEqual(await cutOff(session.code.view()), [], theme);
      await session.code.screenshot(`person-sidebar-${theme}-below`, session.code.part("sidebar"));
      await view().menu("Experiment").scrollIntoViewIfNeeded();
      await session.code.screenshot(`person-sidebar-${theme}`, session.code.part("sidebar"));
      await view().menu("Add a layer").scrollIntoViewIfNeeded();
    }
    await session.code.theme("light");
  });

  it("finds all of it again after the window was reloaded, and no error was logged", async () => {
    await session.code.reload();
    await view().rest();
    assert.equal(await view().p(0).inputValue(), "0.35");
    await isTheArticle(0.35);
    await view().sentence.click();
    await session.code.page.keyboard.press("Control+z");
    await until("the undo", async () => (await view().p(0).inputValue()) === "0.3");
    assert.deepEqual(session.code.errors, []);
  });
});
