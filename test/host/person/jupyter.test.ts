import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { PRESETS } from "../../../src/core/index";
import { runHere } from "../../../src/core/reference/index";
import { probe } from "../../unit/figure/probe-reports";
import { pythonWithLab, startLab, type Lab } from "../jupyter/lab";
import { launchBrowser } from "../rig/chromium";
import { finish } from "../rig/command";
import { outputOf, payloadOf, writeNotebook } from "../rig/notebook";
import { RESULTS } from "../rig/project";
import { newWorkspace, type Workspace } from "../rig/workspace";
import { until } from "./explorer";

/** Milliseconds that a step may take before it is tried again. */
const SOON = 3000;
const article = runHere({ ...PRESETS[0]!.spec, trials: 400 });

describe("a person without this extension, in JupyterLab", () => {
  let python: string | undefined;
  let workspace: Workspace | undefined;
  let lab: Lab | undefined;
  let browser: Browser | undefined;
  let page: Page;

  before("start JupyterLab", async function () {
    // The very first run downloads it.
    this.timeout(10 * 60_000);
    python = await pythonWithLab();
    if (python === undefined) this.skip();
    workspace = await newWorkspace();
    await writeNotebook(workspace.folder, "reports.ipynb", [[outputOf(article)], [outputOf(probe()), payloadOf({})]]);
    [lab, browser] = await Promise.all([startLab(python, workspace.folder), launchBrowser()]);
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, locale: "en-US" });
    await page.goto(`${lab.url}lab/tree/reports.ipynb`);
  });
  after("end JupyterLab", async function () {
    this.timeout(30_000);
    await browser?.close();
    await lab?.stop();
    await workspace?.remove();
  });

  const output = () => page.locator(".jp-OutputArea-output").first();
  /** By the keyboard: while JupyterLab starts, its palette makes its rows anew, or closes. */
  const trustByPalette = async () => {
    const search = page.locator(".jp-SearchableCommandPalette, .lm-CommandPalette").locator("input").first();
    await search.fill("Trust Notebook", { timeout: SOON });
    const first = page.locator(".lm-CommandPalette-item.lm-mod-active", { hasText: "Trust Notebook" });
    await first.waitFor({ timeout: SOON });
    await search.press("Enter", { timeout: SOON });
  };
  const picture = async (name: string) => {
    await mkdir(join(RESULTS, "screenshots"), { recursive: true });
    await page.screenshot({ path: join(RESULTS, "screenshots", `${name}.png`) });
  };

  it("has notebooks that are valid by nbformat", async () => {
    const program = "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))";
    const { code, output: said } = await finish(python!, ["-c", program, join(workspace!.folder, "reports.ipynb")]);
    assert.deepEqual([code, said], [0, ""]);
  });

  it("sees the text table before the notebook is trusted, and no picture", async () => {
    await output().locator("pre").waitFor({ timeout: 60_000 });
    const text = await output().innerText();
    assert.match(text, /^Dropout Explorer: 100 units through 2 layers/);
    assert.match(text, /^1 Linear\(100, 1, bias=False\) +100\.0/m);
    assert.equal(await page.locator(".jp-OutputArea-output :is(svg, img)").count(), 0);
    await picture("jupyterlab-untrusted");
  });

  it("sees the picture once the notebook is trusted", async () => {
    const accept = page.locator(".jp-Dialog .jp-mod-accept");
    await until("the question about trust", async () => {
      await page.keyboard.press("Control+Shift+C");
      const asked = trustByPalette().then(() => accept.waitFor({ timeout: SOON }));
      return asked.then(() => true).catch(() => false);
    });
    await accept.click();
    const drawn = output().locator("svg, img").first();
    await drawn.waitFor();
    const box = await drawn.boundingBox();
    assert.ok(box && box.width > 500 && box.height > 300, "the picture has its size");
    await picture("jupyterlab-trusted");
  });
});
