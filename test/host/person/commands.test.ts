import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseReport, parseSpec } from "../../../src/formats/index";
import { useWorkbench } from "../rig/person";
import type { Theme } from "../rig/workbench";
import { Explorer, isNear, until } from "./explorer";
import { cutOff } from "./layout";

const command = (title: string): string => `Dropout Explorer: ${title}`;
const TITLES = [
  "Apply p to Code",
  "Copy as PyTorch",
  "Copy Report as JSON",
  "Explore Layers…",
  "Explore Model",
  "Explore Selection",
  "Explore Spec File",
  "Get Started",
  "New Notebook",
  "New Spec File",
  "Open",
  "Open in Editor",
  "Open Report…",
  "Refresh from Code",
  "Report Issue…",
  "Reveal in Code",
  "Save Spec As…",
].map(command);
const THEMES: readonly Theme[] = ["light", "dark", "contrast", "contrastLight"];

describe("a person who uses the commands", () => {
  const session = useWorkbench({ size: { width: 1440, height: 900 } });
  const view = () => new Explorer(session.code.view());
  const panel = () => new Explorer(session.code.editor());
  const run = (title: string) => session.code.run(command(title));
  const assumed = () => session.code.editor().locator(".dx-message.dx-info");

  it("opens the sidebar with Open", async () => {
    await run("Open");
    await view().rest();
    assert.equal(await view().chosen("Experiment"), "The article: 100 neurons into one");
  });

  it("carries all of the sidebar's state to a panel with Open in Editor: experiment, layer and undo", async () => {
    await view().type(view().p(0), "0.3");
    await view().type(view().p(0), "0.2");
    await view().button("Previous layer").click();
    await view().rest();
    await run("Open in Editor");
    await panel().rest();
    assert.equal(await session.code.tab("100-1, p = 0.2").count(), 1);
    assert.equal(await panel().layer.innerText(), "Dropout(p=0.2)");
    await panel().button("Undo").click();
    await panel().rest();
    assert.equal(await panel().p(0).inputValue(), "0.3");
    assert.equal(await view().p(0).inputValue(), "0.2");
    await session.code.tab("100-1, p = 0.3").waitFor();
  });

  it("sees all rows, the list of layers and the overview at full width, with nothing cut off", async () => {
    await panel().choose("Experiment", "Dropout before the output");
    await panel().rest();
    await panel().frame.getByRole("list", { name: "Layers" }).getByRole("button").nth(1).click();
    assert.equal(await panel().layer.innerText(), "ReLU()");
    assert.ok((await panel().table())["predicted mean"]);
    assert.equal(await panel().frame.locator("dx-depth-rms canvas").isVisible(), true);
    for (const theme of THEMES) {
      await session.code.theme(theme);
      assert.deepEqual(await cutOff(session.code.editor()), [], theme);
      await session.code.screenshot(`person-panel-${theme}`);
    }
    await session.code.theme("light");
  });

  it("finds the panel again after the window was reloaded: experiment, layer and undo", async () => {
    await session.code.reload();
    await panel().rest();
    await session.code.tab("64-128-10, p = 0.5").waitFor();
    assert.equal(await panel().layer.innerText(), "ReLU()");
    await panel().button("Undo").click();
    await panel().rest();
    assert.equal(await panel().p(0).inputValue(), "0.3");
  });

  it("copies the report as JSON, which reads as one, and says so", async () => {
    const text = await session.code.copied(() => run("Copy Report as JSON"));
    const report = parseReport(JSON.parse(text));
    assert.equal(report.kind, "explore");
    assert.deepEqual(report.runs, [{ seed: 0, trials: 10_000 }]);
    const { unscaledTrain } = report.layers[1]?.modes ?? assert.fail("no second layer");
    isNear(String(unscaledTrain.mean), 70, Math.sqrt(21) / 100, "the mean without scaling");
    await session.code.toast("Copied to the clipboard").first().waitFor();
  });

  it("copies the experiment as a PyTorch program, by the command and by its button", async () => {
    const text = await session.code.copied(() => run("Copy as PyTorch"));
    assert.match(text, /import torch/);
    assert.match(text, /nn\.Sequential\(\s*nn\.Dropout\(p=0\.3\)/);
    assert.equal(await session.code.copied(() => panel().button("Copy as PyTorch").click()), text);
  });

  it("saves the spec under a name of choice, and opens it from the message", async () => {
    await run("Save Spec As…");
    const name = () => session.code.quickInput.input.inputValue();
    await until("the dialog's own name", async () => (await name()).endsWith("experiment.dropout.json"));
    await session.code.quickInput.answer(join(session.folder, "mine.dropout.json"));
    await session.code.toast("Saved: mine.dropout.json").waitFor();
    const spec = parseSpec(JSON.parse(await readFile(join(session.folder, "mine.dropout.json"), "utf8")));
    assert.deepEqual(spec.layers[0], { kind: "dropout", p: 0.3 });
    await session.code.toast("Saved: mine.dropout.json").getByRole("button", { name: "Open" }).click();
    await session.code.tab("mine.dropout.json").waitFor();
    await panel().rest();
    assert.equal(await panel().p(0).inputValue(), "0.3");
  });

  it("types layers, is told while typing where they stop making sense, and sees what was assumed", async () => {
    const { quickInput } = session.code;
    await run("Explore Layers…");
    await quickInput.type("Dropout(0.4), Linear(64");
    await quickInput.message.filter({ hasText: "Stopped understanding at the end" }).waitFor();
    await quickInput.type("Dropout(0.4), Linear(64, 10), Linear(11, 2)");
    await quickInput.message.filter({ hasText: 'In "Linear(11, 2)"' }).waitFor();
    await quickInput.input.press("Enter");
    assert.equal(await quickInput.input.inputValue(), "Dropout(0.4), Linear(64, 10), Linear(11, 2)");
    await quickInput.answer("nn.Sequential(nn.Dropout(0.4), nn.Linear(64, 10))");
    await session.code.tab("64-10, p = 0.4").waitFor();
    await panel().rest();
    assert.match(await assumed().innerText(), /normal with mean 0 and standard deviation 1/);
    assert.match(await assumed().innerText(), /PyTorch/);
  });

  it("sets all weights to 1 with one click, and undo assumes again what was assumed", async () => {
    await panel().button("All weights 1").click();
    await panel().rest();
    assert.equal(await assumed().count(), 0);
    const { mean } = await panel().table();
    assert.equal(mean?.eval, "64.00");
    isNear(mean.unscaled, 38.4, Math.sqrt(64 * 0.24) / 100, "the mean without scaling");
    await panel().button("Undo").click();
    await panel().rest();
    assert.match(await assumed().innerText(), /normal with mean 0 and standard deviation 1/);
  });

  it("is asked how many units enter, where neither layers nor comments say it", async () => {
    const { quickInput } = session.code;
    await run("Explore Layers…");
    await quickInput.type("Dropout(0.25), ReLU()");
    await quickInput.message.filter({ hasText: "how many units the first layer receives" }).waitFor();
    await quickInput.input.press("Enter");
    await session.code.page.getByText("How many units does the first layer receive?").waitFor();
    await quickInput.type("0");
    await quickInput.message.filter({ hasText: "A whole number from 1 to" }).waitFor();
    await quickInput.answer("12");
    await session.code.tab("12, p = 0.25").waitFor();
    await panel().rest();
    assert.match(await assumed().innerText(), /12 units, as you answered/);
    assert.deepEqual(await cutOff(session.code.editor()), []);
  });

  it("explores several selected lines of a Python file", async () => {
    const lines = (await readFile(join(session.folder, "layers.py"), "utf8")).split("\n");
    const first = lines.findIndex((line) => line.startsWith("classifier ="));
    const last = lines.indexOf(")", first);
    await session.code.openFile("layers.py");
    await session.code.part("editor").locator(".view-lines").first().click();
    const { keyboard } = session.code.page;
    await keyboard.press("Control+Home");
    for (let line = 0; line < first; line++) await keyboard.press("ArrowDown");
    for (let line = first; line <= last; line++) await keyboard.press("Shift+ArrowDown");
    await run("Explore Selection");
    await session.code.tab("784-512-10, p = 0.5").waitFor();
    await panel().rest();
    assert.deepEqual(await panel().kinds(), ["Linear", "ReLU", "Dropout", "Linear"]);
  });

  it("starts a new spec file with the article in it", async () => {
    await run("New Spec File");
    await session.code.tab("experiment.dropout.json").waitFor();
    // The panel of the selection lies beside the code: there are two groups of editors.
    const text = session.code
      .part("editor")
      .locator(".editor-group-container.active .view-lines")
      .filter({ visible: true });
    await until("the text", async () => /"p":\s*0\.4/.test(await text.innerText()));
    await run("Explore Spec File");
    await panel().rest();
    assert.equal(await panel().p(0).inputValue(), "0.4");
  });

  it("reports an issue with versions and the spec", async () => {
    await run("Report Issue…");
    const dialog = session.code.page.locator(".monaco-dialog-box", { hasText: "/issues/new" });
    await dialog.waitFor();
    const address = await session.code.copied(() => dialog.getByRole("button", { name: "Copy" }).click());
    const body = new URL(address).searchParams.get("body") ?? "";
    assert.match(body, /Dropout Explorer \d+\.\d+\.\d+/);
    assert.match(body, /VS Code \d+\.\d+\.\d+/);
    assert.match(body, /"kind":"dropout","p":0\.4/);
  });

  it("finds the walkthrough by Get Started", async () => {
    await run("Get Started");
    const { page } = session.code;
    await page.getByRole("heading", { name: "Get started with Dropout Explorer" }).first().waitFor();
    const step = page.locator(".getting-started-step", { hasText: "Check it in PyTorch" });
    await step.waitFor();
    await session.code.screenshot("person-walkthrough");
  });

  it("finds every command in the palette, each once, and no error was logged", async () => {
    await session.code.openFile("layers.py");
    for (const title of TITLES) {
      const offers = await session.code.quickInput.offers(title);
      assert.deepEqual(
        offers.filter((offer) => offer === title),
        [title],
      );
    }
    assert.deepEqual(session.code.errors, []);
  });
});
