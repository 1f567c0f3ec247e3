import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { useWorkbench } from "../rig/person";
import type { Theme } from "../rig/workbench";
import { Explorer, until } from "./explorer";
import { cutOff } from "./layout";
import { openNotebook } from "./notebooks";
import { AS_TYPED } from "./typing";

const THEMES: readonly Theme[] = ["light", "dark", "contrast", "contrastLight"];

const NET = `from torch import nn

net = nn.Sequential(
    nn.Linear(64, 32),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(32, 10),
    nn.Dropout(0.1),
)
`;

/** Code is typed as it stands, and nothing lies over it. */
const SETTINGS = { ...AS_TYPED, "editor.minimap.enabled": false };

describe("a person who explores models in their code", () => {
  const session = useWorkbench({
    size: { width: 1440, height: 900 },
    settings: SETTINGS,
    prepare: (folder) => writeFile(join(folder, "net.py"), NET),
  });
  const panel = () => new Explorer(session.code.editor());
  const lens = (text: string | RegExp): Locator =>
    session.code.page.locator(".codelens-decoration a").filter({ hasText: text, visible: true });
  const row = (text: string | RegExp): Locator =>
    session.code.part("sidebar").locator(".monaco-list-row").filter({ hasText: text });
  const position = (): Promise<string> =>
    session.code.part("statusbar").locator("[id='status.editor.selection']").innerText();
  /** Puts the cursor of the text editor at a line, or line and column. */
  const goTo = async (place: string): Promise<void> => {
    await session.code.tab("net.py").click();
    await session.code.run("Go to Line/Column...");
    await session.code.quickInput.answer(`:${place}`);
  };
  const lineOf = (text: string): number => NET.slice(0, NET.indexOf(text)).split("\n").length;
  /** Saves the file, which becomes `text`. */
  const saves = async (text: string): Promise<void> => {
    await session.code.tab("net.py").click();
    await session.code.run("File: Save");
    await until("the file", async () => (await readFile(join(session.folder, "net.py"), "utf8")) === text);
  };

  it("sees a line above a model that says where dropout is, and explores it with one click, beside the code", async () => {
    await session.code.openFile("net.py");
    await lens("Dropout: 2 sites, p = 0.5, 0.1 · Explore").click();
    await session.code.tab("net: 64-32-10, p = 0.5, 0.1").waitFor();
    await panel().rest();
    assert.deepEqual(await panel().kinds(), ["Linear", "ReLU", "Dropout", "Linear", "Dropout"]);
    assert.ok(await session.code.tab("net.py").isVisible());
    assert.deepEqual(await cutOff(session.code.editor()), []);
  });

  it("is led from a layer of the panel to its line, and to the model from its name", async () => {
    await panel().button("Show layer 2 in the code").click();
    await until("the dropout", async () => (await position()).startsWith(`Ln ${lineOf("nn.Dropout(0.5)")},`));
    await panel()
      .button(/net in net\.py/)
      .click();
    await until("the model", async () => (await position()).startsWith(`Ln ${lineOf("nn.Sequential")},`));
  });

  it("reads on a dropout what p means there", async () => {
    await goTo(`${lineOf("nn.Dropout(0.5)")}:10`);
    await session.code.run("Show or Focus Hover");
    const hover = session.code.page.locator(".monaco-hover-content").filter({ visible: true }).first();
    await hover.waitFor();
    const text = await hover.innerText();
    assert.match(text, /p = 0\.5: .*probability to drop/);
    for (const fact of [
      "keeps",
      "1/(1-p) = 2",
      "stays μ",
      "passes everything on unchanged",
      "torch.nn.Dropout",
      "Explore",
    ]) {
      assert.ok(text.includes(fact), fact);
    }
    for (const theme of THEMES) {
      await session.code.theme(theme);
      await session.code.screenshot(`person-models-${theme}`);
    }
    await session.code.theme("light");
    await session.code.page.keyboard.press("Escape");
  });

  it("applies another p to the code, and takes that back with the editor's own undo", async () => {
    await panel().type(panel().p(2), "0.25");
    await panel().button("Apply p of layer 2 to the code").click();
    await lens("p = 0.25, 0.1").waitFor();
    await saves(NET.replace("0.5", "0.25"));
    assert.equal(await session.code.editor().locator(".dx-code .dx-message").count(), 0);
    await goTo("1");
    await session.code.page.keyboard.press("Control+z");
    await lens("p = 0.5, 0.1").waitFor();
    await saves(NET);
  });

  it("is told quietly that the code has moved on, and sees it as it is now by Refresh", async () => {
    const note = session.code.editor().locator(".dx-code .dx-message");
    await note.filter({ hasText: "has changed since it was read" }).waitFor();
    assert.equal(await panel().p(2).inputValue(), "0.25");
    await session.code.screenshot("person-models-moved-on");
    await note.locator("vscode-button").click();
    await until("the code's p", async () => (await panel().p(2).inputValue()) === "0.5");
    assert.equal(await note.count(), 0);
    await panel().button("Undo").click();
    await until("the p before", async () => (await panel().p(2).inputValue()) === "0.25");
  });

  it("finds the model with its layers in the sidebar, each of which leads to its line", async () => {
    await session.code.openView();
    await row("nn.Dropout(0.1)").click();
    await until("the dropout", async () => (await position()).startsWith(`Ln ${lineOf("nn.Dropout(0.1)")},`));
    await session.code.screenshot("person-models-tree");
    await row("2 sites").hover();
    await row("2 sites").locator('.action-label[aria-label^="Explore Model"]').click();
    await session.code.tab("net: 64-32-10, p = 0.5, 0.1").waitFor();
  });

  it("logged no error", () => assert.deepEqual(session.code.errors, []));
});

const PARTS = `from torch import nn

P = 0.1


class Blocks(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(16, 8)
        self.drop1 = nn.Dropout(P)
        self.norm = nn.LayerNorm(8)
        self.drop2 = nn.Dropout(P)
        self.fc2 = nn.Linear(8, 4)
        self.alpha = nn.AlphaDropout(0.2)

    def forward(self, x):
        x = self.norm(self.drop1(self.fc1(x)))
        return self.alpha(self.fc2(self.drop2(x)))
`;

describe("a person whose model cannot be run whole", () => {
  const session = useWorkbench({
    size: { width: 1440, height: 1000 },
    settings: SETTINGS,
    prepare: (folder) => writeFile(join(folder, "parts.py"), PARTS),
  });
  const panel = () => new Explorer(session.code.editor());
  const lens = (text: string): Locator =>
    session.code.page.locator(".codelens-decoration a").filter({ hasText: text, visible: true });
  const fold = () => session.code.editor().locator(".dx-code .dx-fold");
  const selection = () => session.code.part("statusbar").locator("[id='status.editor.selection']");

  it("is asked what the code does not say, with what may be so first, and sees it assumed", async () => {
    const { code } = session;
    await code.openFile("models.py");
    await lens("Dropout: 2 sites, p = 0.25, 0.5 · Explore").click();
    await code.page.getByText("What enters features.4").first().waitFor();
    await code.quickInput.rows.first().filter({ hasText: "half_normal 1" }).waitFor();
    await code.screenshot("person-models-asked");
    await code.quickInput.pick("Another…");
    await code.quickInput.type("normal 0");
    await code.quickInput.message.filter({ hasText: "normal" }).waitFor();
    await code.quickInput.answer("normal 0 2");
    await code.tab("ConvNet: 5408-128-10, p = 0.5").waitFor();
    await panel().restAsked();
    const assumed = await code.editor().locator(".dx-message.dx-info").first().innerText();
    assert.match(assumed, /What enters features\.4 .* as you answered/);
  });

  it("sees in the panel what of the model is run and why the rest is not, and goes from there to the code", async () => {
    const { code } = session;
    assert.match(await fold().innerText(), /5 of 9 layers run here/);
    await panel().unfold(/The model in code/);
    const convolution = fold().locator("li", { hasText: "features.0" });
    assert.match(await convolution.innerText(), /not run/);
    for (const theme of THEMES) {
      await code.theme(theme);
      assert.deepEqual(await cutOff(code.editor()), [], theme);
      await code.screenshot(`person-models-part-${theme}`);
    }
    await code.theme("light");
    await convolution.getByRole("button").click();
    await selection()
      .filter({ hasText: `(${"nn.Conv2d(1, 32, 3)".length} selected)` })
      .waitFor();
  });

  it("explores a class by a selection inside of it, and keeps the way back", async () => {
    const { code } = session;
    await code.tab("models.py").click();
    await code.run("Go to Line/Column...");
    await code.quickInput.answer(":20");
    await code.run("Dropout Explorer: Explore Selection");
    await code.tab("Classifier: 784-256-128-10, p = 0.2, 0.5").waitFor();
    await panel().restAsked();
    assert.equal(await fold().count(), 0);
    await panel().type(panel().p(6), "0.4");
    await panel().button("Apply p of layer 6 to the code").click();
    await lens("p = 0.2, 0.4").waitFor();
    const text = code.part("editor").locator(".view-lines").first();
    await until("the default argument", async () => /hidden=256,\s*p=0\.4/.test(await text.innerText()));
  });

  it("chooses another part of a model, and is told which other dropout shares the rate that is applied", async () => {
    const { code } = session;
    await code.openFile("parts.py");
    await lens("Dropout: 3 sites, p = 0.1, 0.1, 0.2 · Explore").click();
    await code.tab("Blocks: 16-8, p = 0.1").waitFor();
    await panel().rest();
    await panel().choose("Part of the model", "drop2 to fc2");
    await code.tab("Blocks: 8-4, p = 0.1").waitFor();
    await panel().rest();
    await code.screenshot("person-models-parts");
    await panel().type(panel().p(0), "0.3");
    await panel().button("Apply p of layer 0 to the code").click();
    await code.toast("Another dropout shares this rate in the code, so it's now 0.3 there too.").waitFor();
    await lens("p = 0.3, 0.3, 0.2").waitFor();
  });

  it("reads of a dropout that is not run what it does all the same, in the panel and in the code", async () => {
    const { code } = session;
    await panel().unfold(/The model in code/);
    const dropout = fold().locator("li", { hasText: "nn.AlphaDropout" });
    assert.match(await dropout.innerText(), /not run; keeps: .*; mean: .*; standard deviation: /);
    await dropout.getByRole("button").click();
    await selection()
      .filter({ hasText: `(${"nn.AlphaDropout(0.2)".length} selected)` })
      .waitFor();
    // From the end of what is selected to its beginning.
    await code.page.keyboard.press("ArrowLeft");
    await code.run("Show or Focus Hover");
    const hover = code.page.locator(".monaco-hover-content").filter({ visible: true }).first();
    await hover.waitFor();
    const text = await hover.innerText();
    assert.match(text, /p = 0\.2: /);
    assert.match(text, /AlphaDropout is listed, not run/);
    await code.screenshot("person-models-hover-not-run");
    await code.page.keyboard.press("Escape");
  });

  it("logged no error", () => assert.deepEqual(session.code.errors, []));
});

/** A notebook of Python whose cells are these. */
const notebookOf = (...cells: readonly string[]): string =>
  JSON.stringify({
    cells: cells.map((source, i) => ({
      ...{ cell_type: "code", execution_count: null, metadata: {} },
      id: `cell-${i}`,
      outputs: [],
      source,
    })),
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 5,
  });

describe("a person who explores a model in a notebook, in a folder that is not trusted", () => {
  const session = useWorkbench({
    size: { width: 1440, height: 900 },
    trust: true,
    prepare: (folder) => writeFile(join(folder, "net.ipynb"), notebookOf("import torch", NET)),
  });

  it("sees the line above it in the cell, the model in the sidebar, and goes to the panel and back", async () => {
    const { code } = session;
    await openNotebook(code, "net.ipynb");
    const lens = code.page.locator(".codelens-decoration a", { hasText: "Dropout: 2 sites, p = 0.5, 0.1 · Explore" });
    await lens.click();
    await code.tab("net: 64-32-10, p = 0.5, 0.1").waitFor();
    const panel = new Explorer(code.editor());
    await panel.rest();
    await code.openView();
    await code.part("sidebar").locator(".monaco-list-row").filter({ hasText: "nn.Dropout(0.1)" }).waitFor();
    await code.screenshot("person-models-notebook");
    await panel.button("Show layer 2 in the code").click();
    await code.page.locator(".notebookOverlay .selected-text").first().waitFor({ state: "attached" });
    await panel.type(panel.p(4), "0.2");
    await panel.button("Apply p of layer 4 to the code").click();
    await code.page.locator(".codelens-decoration a", { hasText: "p = 0.5, 0.2" }).waitFor();
  });

  it("logged no error", () => assert.deepEqual(session.code.errors, []));
});
