import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { REPORT_MIME } from "../../../src/formats/index";
import { pythonWithLab } from "../jupyter/lab";
import { finish } from "../rig/command";
import { useWorkbench } from "../rig/person";
import type { Theme, Workbench } from "../rig/workbench";
import { isNear, until } from "./explorer";
import { cutOff } from "./layout";
import { AS_TYPED } from "./typing";

const THEMES: readonly Theme[] = ["light", "dark", "contrast", "contrastLight"];

/** What is read of a notebook's file. */
interface Saved {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly metadata: { readonly kernelspec: { readonly name: string } };
  readonly cells: readonly {
    readonly id: string;
    readonly source: string | readonly string[];
    readonly execution_count?: number;
    readonly outputs?: readonly { readonly data: object }[];
  }[];
}
const saved = async (file: string): Promise<Saved> => JSON.parse(await readFile(file, "utf8")) as Saved;

/** Adds a cell below the one in focus and types into it. */
async function newCell(code: Workbench, text: string): Promise<void> {
  await code.run("Notebook: Insert Code Cell Below");
  await code.page.keyboard.insertText(text);
  // Out of the editor, where keys belong to the cell.
  await code.page.keyboard.press("Escape");
}

async function runNewCell(code: Workbench, text: string): Promise<void> {
  await newCell(code, text);
  await code.page.keyboard.press("Shift+Enter");
}

describe("a person who opens the notebook of the article", () => {
  const session = useWorkbench({ size: { width: 1440, height: 1000 }, settings: AS_TYPED });
  const kernel = () => session.code.page.locator(".kernel-label", { hasText: "Dropout Explorer" });
  const webview = () => session.code.outputs();
  const page = (heading: string): Locator => webview().locator(".dx-page", { hasText: heading });
  /** Scrolls the notebook down until `what` is well in sight, and rests. */
  const scrollTo = (what: Locator): Promise<unknown> =>
    until("it to come into sight", async () => {
      // What is far from sight is not there at all.
      const box = (await what.count()) > 0 ? await what.first().boundingBox() : null;
      if (box && box.y > 100 && box.y < 600) return true;
      await session.code.page.mouse.move(1000, 500);
      await session.code.page.mouse.wheel(0, box && box.y <= 100 ? -300 : 300);
      await session.code.page.waitForTimeout(200);
      return false;
    });

  it("finds it under New File, with its kernel chosen and its answers folded", async () => {
    const { code } = session;
    // New File fails before VS Code has started all of its parts, and knows of no extension at first.
    await code.openView();
    await code.view().locator("canvas").first().waitFor();
    await code.openView("Explorer");
    await code.run("Create: New File...");
    const entry = code.quickInput.rows.filter({ hasText: "Dropout Explorer Notebook" });
    await entry.waitFor();
    await code.screenshot("person-new-file");
    await entry.click();
    await kernel().waitFor();
    await webview().locator("details").first().waitFor();
    assert.equal(await webview().locator("details[open]").count(), 0);
    await code.screenshot("person-new-notebook");
  });

  it("runs all four cells, and finds in the second what the answer derives", async () => {
    const { code } = session;
    await code.run("Notebook: Run All");
    const neuron = page("100 units through 2 layers").first();
    await scrollTo(neuron);
    const [title, evaluation, unscaled, train] = await neuron
      .locator("tbody tr")
      .first()
      .locator("th, td")
      .allInnerTexts();
    assert.deepEqual([title, evaluation], ["mean", "100.0"]);
    // Standard deviations sqrt(100 p q) = 4.899 and sqrt(100 p / q) = 8.165, of 10 000 trials.
    isNear(unscaled, 60, 0.04899, "unscaled");
    isNear(train, 100, 0.08165, "train");
    const answer = webview().locator("details", { hasText: "60 / 0.6 = 100" });
    await scrollTo(answer);
    await answer.locator("summary").click();
    await until("the answer", () => answer.locator("p").first().isVisible());
  });

  it("reads it in every theme, with nothing cut off", async () => {
    const { code } = session;
    for (const theme of THEMES) {
      await code.theme(theme);
      assert.deepEqual(await cutOff(webview()), [], theme);
      await code.screenshot(`person-kernel-${theme}`);
    }
    await code.theme("light");
    await scrollTo(page("100 units through 3 layers"));
    await code.screenshot("person-kernel-relu");
  });

  it("sees how far a long run is, and ends it", async () => {
    const { code } = session;
    await runNewCell(code, "# trials: 1000000000\nnn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5))");
    const progress = webview().getByText(/Running 1.000.000.000 trials: \d+ %/);
    await progress.waitFor();
    await scrollTo(progress);
    await code.screenshot("person-kernel-progress");
    await code.page.locator(".notebook-toolbar-container").getByText("Interrupt").click();
    await webview().getByText("The run was interrupted.").waitFor();
  });

  it("is led to what is wrong in a cell, and told where Python code runs", async () => {
    const { code } = session;
    await runNewCell(code, "nn.Sequential(\n  nn.Dropout(1.4),  # <b>a < b</b>\nnn.Linear(100, 1))");
    const error = webview().locator(".traceback", { hasText: "Cell In[" });
    await error.waitFor();
    await runNewCell(code, "print('hello')");
    await webview()
      .getByText(/This kernel runs only layers/)
      .waitFor();
    await scrollTo(error);
    for (const theme of ["light", "dark", "contrast"] as const) {
      await code.theme(theme);
      await code.screenshot(`person-kernel-error-${theme}`);
    }
    await code.theme("light");
    await error.locator("a").first().click();
    const wrong = code.page.locator(".code-cell-row.focused").filter({ hasText: "1.4" });
    await wrong.locator(".squiggly-error").waitFor();
    // Where the link led: to the second line.
    await code.page.keyboard.press("End");
    await code.page.keyboard.insertText("  # here");
    await wrong.locator(".view-line", { hasText: /Dropout.*here/ }).waitFor();
  });

  it("saves it as a notebook that any Jupyter reads, and finds its kernel again after a reload", async () => {
    const { code, folder } = session;
    await code.run("File: Save");
    const file = join(folder, "Untitled-1.ipynb");
    await until("the dialog", async () => (await code.quickInput.input.inputValue()) === file);
    await code.quickInput.input.press("Enter");
    await until("the file", async () => (await readFile(file, "utf8").catch(() => "")) !== "");
    const { nbformat, nbformat_minor, metadata, cells } = await saved(file);
    assert.deepEqual([nbformat, nbformat_minor, metadata.kernelspec.name], [4, 5, "dropout-explorer"]);
    assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length);
    const run = cells.flatMap(({ execution_count: count, outputs }) => (outputs && count && count <= 4 ? outputs : []));
    assert.deepEqual(
      run.map(({ data }) => Object.keys(data).sort()),
      Array.from({ length: 4 }, () => [REPORT_MIME, "image/svg+xml", "text/plain"]),
    );
    await code.reload();
    await kernel().waitFor({ timeout: 40_000 });
    await page("100 units through 1 layer").waitFor({ timeout: 40_000 });
  });

  it("has saved what is valid by nbformat", async function () {
    this.timeout(10 * 60_000);
    const python = await pythonWithLab();
    if (python === undefined) this.skip();
    const program = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))";
    const { code, output } = await finish(python, ["-c", program, join(session.folder, "Untitled-1.ipynb")]);
    assert.deepEqual([code, output], [0, ""]);
  });
});

describe("a person who adds the probe to a notebook", () => {
  const session = useWorkbench({ size: { width: 1280, height: 900 }, settings: AS_TYPED });
  const module = () => join(session.folder, "dropout_probe.py");
  const dialog = () => session.code.page.locator(".monaco-dialog-box");
  const press = async (name: string): Promise<void> => {
    const button = dialog().getByRole("button", { name, exact: true });
    await button.click();
    await button.waitFor({ state: "hidden" });
  };
  const cell = (call: RegExp) => session.code.page.locator(".code-cell-row .view-lines", { hasText: call });
  const command = "Dropout Explorer: Add Dropout Probe to Notebook";

  it("is asked for the variable and takes one of the notebook, unsaved as it is, into the open folder", async () => {
    const { code } = session;
    await code.run("Dropout Explorer: New Notebook");
    // Once the notebook has the focus: it takes it from what opens meanwhile.
    await code.page.locator(".kernel-label", { hasText: "Dropout Explorer" }).waitFor();
    await code.page.waitForTimeout(500);
    await newCell(code, "net = nn.Sequential(nn.Dropout(0.5))");
    await code.run(command);
    await code.quickInput.rows.filter({ hasText: "net" }).waitFor();
    await code.screenshot("person-probe-model");
    await code.quickInput.pick("net");
    await dialog().waitFor();
    await code.screenshot("person-probe-unsaved");
    await press("Use Open Folder");
    await cell(/probe\(net,\sbatch\)/).waitFor();
    assert.match(await readFile(module(), "utf8"), /def probe\(/);
    await code.screenshot("person-probe-cell");
  });

  it("is asked before a module that was changed is replaced, and may type any name", async () => {
    const { code } = session;
    await writeFile(module(), "# mine\n");
    const add = async (answer: string): Promise<void> => {
      await code.run(command);
      await code.quickInput.answer("models[0]");
      await press("Use Open Folder");
      await dialog().filter({ hasText: "differs" }).waitFor();
      await code.screenshot("person-probe-differs");
      await press(answer);
      // A dialog that goes takes the focus from what opens meanwhile.
      await code.page.waitForTimeout(500);
    };
    await add("Cancel");
    assert.equal(await readFile(module(), "utf8"), "# mine\n");
    await add("Keep Mine");
    await cell(/probe\(models\[0\],\sbatch\)/).waitFor();
    assert.equal(await readFile(module(), "utf8"), "# mine\n");
    await add("Replace");
    await until("the module", async () => /def probe\(/.test(await readFile(module(), "utf8")));
  });

  it("saves a notebook that has no folder, and gets the module and the cell where it was saved", async () => {
    const { code, folder } = session;
    await rm(module());
    await code.run("Dropout Explorer: New Notebook");
    await code.page.locator(".kernel-label", { hasText: "Dropout Explorer" }).last().waitFor();
    await code.page.waitForTimeout(500);
    await code.run(command);
    await code.quickInput.answer("trained");
    await press("Save Notebook…");
    await until("the dialog", async () => (await code.quickInput.input.inputValue()).endsWith(".ipynb"));
    await code.quickInput.answer(join(folder, "mine.ipynb"));
    await cell(/probe\(trained,\sbatch\)/).waitFor();
    await code.tab("mine.ipynb").waitFor();
    await code.screenshot("person-probe-saved");
    assert.match(await readFile(module(), "utf8"), /def probe\(/);
  });
});
